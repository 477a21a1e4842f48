package io.gossip.sample.storefront;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** The inventory, as the storefront calls it. */
interface InventoryClient {

    @GetExchange("/stock/{sku}")
    Stock stock(@PathVariable String sku);

    /**
     * What the storefront reads of an answer.
     *
     * @param quantity pieces left
     * @param instance who answered
     */
    record Stock(int quantity, String instance) {}
}
