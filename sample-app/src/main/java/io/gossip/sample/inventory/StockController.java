package io.gossip.sample.inventory;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /stock/{sku}}. */
@RestController
final class StockController {

    private final Warehouse warehouse;
    private final String instance;
    private final Instant startedAt;

    StockController(Warehouse warehouse, ObjectProvider<Registration> registration) {
        this.warehouse = warehouse;
        this.instance = registration.stream()
                .map(ServiceInstance::getInstanceId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("unregistered");
        this.startedAt =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
    }

    @GetMapping("/stock/{sku}")
    StockLevel stock(@PathVariable String sku) {
        int quantity = warehouse.quantityOf(sku).orElseThrow(() -> unknown(sku));
        return new StockLevel(sku, quantity, instance, startedAt);
    }

    private static ErrorResponseException unknown(String sku) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "No shelf for '" + sku + "'");
        return new ErrorResponseException(HttpStatus.NOT_FOUND, problem, null);
    }
}
