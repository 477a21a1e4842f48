package io.gossip.sample.inventory;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** What lies on the shelves. Every instance has the same list, as if they shared a database. */
@Component
final class Warehouse {

    private final Map<String, Integer> quantities = new TreeMap<>(Map.of(
            "espresso-cups", 42,
            "hand-grinder", 7,
            "gooseneck-kettle", 12,
            "french-press", 0,
            "milk-jug", 23,
            "digital-scale", 3,
            "house-blend", 180,
            "paper-filters", 640));

    OptionalInt quantityOf(String sku) {
        Integer quantity = quantities.get(sku);
        return quantity == null ? OptionalInt.empty() : OptionalInt.of(quantity);
    }
}
