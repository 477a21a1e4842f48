package io.gossip.sample.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.sample.Http;
import io.gossip.sample.storefront.InventoryClient.Stock;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.client.ResourceAccessException;

class ProductControllerTest {

    private final Attempts attempts = new Attempts();

    @Test
    void listsWhatIsForSaleWithoutAskingAnyInventory() {
        MockMvcTester http = storefront(sku -> {
            throw new AssertionError("asked for " + sku);
        });

        assertThat(http.get().uri("/api/products"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[*].sku")
                .asArray()
                .contains("espresso-cups", "french-press")
                .hasSize(8);
    }

    @Test
    void saysHowManyAreLeftWhoKnewItAndWhoDidNotAnswer() {
        MockMvcTester http = storefront(sku -> {
            attempts.add(new Attempt("inventory-1", "connection refused"));
            attempts.add(new Attempt("inventory-2", null));
            return new Stock(42, "inventory-2");
        });

        assertThat(http.get().uri("/api/products/espresso-cups"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"sku": "espresso-cups", "name": "Espresso cups, set of six", "price": 34.90,
                         "availability": "in stock", "quantity": 42, "answeredBy": "inventory-2",
                         "attempts": [{"instance": "inventory-1", "failure": "connection refused"},
                                      {"instance": "inventory-2", "failure": null}]}
                        """);
    }

    @Test
    void isSoldOutWhenNoneIsLeft() {
        assertThat(storefront(sku -> new Stock(0, "inventory-1")).get().uri("/api/products/french-press"))
                .bodyJson()
                .isLenientlyEqualTo("{\"availability\": \"sold out\", \"quantity\": 0}");
    }

    @Test
    void stillShowsAProductWhenNoInventoryAnswers() {
        MockMvcTester http = storefront(sku -> {
            throw new ResourceAccessException("refused");
        });

        assertThat(http.get().uri("/api/products/milk-jug"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"name": "Milk jug, 350 ml", "availability": "unknown", "quantity": null, "answeredBy": null}
                        """);
    }

    @Test
    void stillShowsAProductWhenTheLoadBalancerKnowsNoInventory() {
        MockMvcTester http = storefront(sku -> {
            throw new IllegalStateException("No instances available for inventory");
        });

        assertThat(http.get().uri("/api/products/milk-jug"))
                .hasStatusOk()
                .bodyText()
                .contains("unknown");
    }

    @Test
    void doesNotSellWhatIsNotInTheCatalog() {
        assertThat(storefront(sku -> new Stock(1, "inventory-1")).get().uri("/api/products/teapot"))
                .hasStatus(HttpStatus.NOT_FOUND)
                .bodyJson()
                .extractingPath("$.detail")
                .isEqualTo("We do not sell 'teapot'");
    }

    private MockMvcTester storefront(InventoryClient inventory) {
        return Http.to(new ProductController(new Catalog(), new StockLookup(inventory), attempts));
    }
}
