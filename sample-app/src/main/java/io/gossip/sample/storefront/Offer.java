package io.gossip.sample.storefront;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gossip.sample.storefront.InventoryClient.Stock;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A product as the customer sees it.
 *
 * @param sku its number
 * @param name what the customer reads
 * @param price in euros
 * @param availability whether it can be bought
 * @param quantity pieces left, null if unknown
 * @param answeredBy the inventory instance that knew, null if none did
 * @param attempts which instances were tried, in order
 */
record Offer(
        String sku,
        String name,
        BigDecimal price,
        Availability availability,
        @Nullable Integer quantity,
        @Nullable String answeredBy,
        List<Attempt> attempts) {

    static Offer of(Product product, @Nullable Stock stock, List<Attempt> attempts) {
        return new Offer(
                product.sku(),
                product.name(),
                product.price(),
                Availability.of(stock),
                stock == null ? null : stock.quantity(),
                stock == null ? null : stock.instance(),
                attempts);
    }

    enum Availability {
        @JsonProperty("in stock")
        IN_STOCK,
        @JsonProperty("sold out")
        SOLD_OUT,
        @JsonProperty("unknown")
        UNKNOWN;

        static Availability of(@Nullable Stock stock) {
            if (stock == null) {
                return UNKNOWN;
            }
            return stock.quantity() > 0 ? IN_STOCK : SOLD_OUT;
        }
    }
}
