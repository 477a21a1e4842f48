package io.gossip.sample.storefront;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is for sale; a single product with the stock that an inventory reports. */
@RestController
@RequestMapping("/api/products")
final class ProductController {

    private final Catalog catalog;
    private final StockLookup stock;
    private final Attempts attempts;

    ProductController(Catalog catalog, StockLookup stock, Attempts attempts) {
        this.catalog = catalog;
        this.stock = stock;
        this.attempts = attempts;
    }

    @GetMapping
    List<Product> products() {
        return catalog.products();
    }

    @GetMapping("/{sku}")
    Offer offer(@PathVariable String sku) {
        Product product = catalog.product(sku).orElseThrow(() -> unknown(sku));
        return Offer.of(product, stock.stockOf(sku).orElse(null), attempts.list());
    }

    private static ErrorResponseException unknown(String sku) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "We do not sell '" + sku + "'");
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
