package io.gossip.sample.storefront;

import io.gossip.sample.storefront.InventoryClient.Stock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

/**
 * Asks an inventory, and can live without an answer: a shop whose inventory is away still shows what it sells.
 *
 * <p>That a call which fails goes to the next instance is set in {@code application-storefront.yml}.
 */
@Component
final class StockLookup {

    private static final Logger log = LoggerFactory.getLogger(StockLookup.class);

    private final InventoryClient inventory;

    StockLookup(InventoryClient inventory) {
        this.inventory = inventory;
    }

    Optional<Stock> stockOf(String sku) {
        try {
            return Optional.of(inventory.stock(sku));
        } catch (RestClientException | IllegalStateException | IllegalArgumentException failure) {
            // The load balancer throws the latter two if no instance is there.
            log.debug("No stock for {}", sku, failure);
            return Optional.empty();
        }
    }
}
