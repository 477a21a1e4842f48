package io.gossip.sample.storefront;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the storefront sells; names and prices are its own, how many are left is not. */
@Component
final class Catalog {

    private final List<Product> products = List.of(
            product("espresso-cups", "Espresso cups, set of six", "34.90"),
            product("hand-grinder", "Hand grinder, steel burrs", "89.00"),
            product("gooseneck-kettle", "Gooseneck kettle, 0.9 l", "54.50"),
            product("french-press", "French press, 1 l", "29.90"),
            product("milk-jug", "Milk jug, 350 ml", "18.40"),
            product("digital-scale", "Digital scale, 0.1 g", "39.90"),
            product("house-blend", "House blend, 500 g", "12.80"),
            product("paper-filters", "Paper filters, 100", "4.60"));

    List<Product> products() {
        return products;
    }

    Optional<Product> product(String sku) {
        return products.stream().filter(product -> product.sku().equals(sku)).findFirst();
    }

    private static Product product(String sku, String name, String price) {
        return new Product(sku, name, new BigDecimal(price));
    }
}
