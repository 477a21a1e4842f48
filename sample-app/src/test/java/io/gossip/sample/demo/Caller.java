package io.gossip.sample.demo;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Asks the storefront for a product ten times a second and keeps what it said. */
final class Caller implements AutoCloseable {

    private final DemoProcess demo;
    private final List<JsonNode> offers = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    Caller(DemoProcess demo) {
        this.demo = demo;
        timer.scheduleWithFixedDelay(this::call, 0, 100, TimeUnit.MILLISECONDS);
    }

    private void call() {
        try {
            offers.add(demo.get("/api/products/espresso-cups"));
        } catch (RuntimeException failure) {
            failures.add(failure);
        }
    }

    int count() {
        return offers.size();
    }

    /** Who answered, from the given call on. */
    List<String> answeredBy(int from) {
        return offers.stream()
                .skip(from)
                .map(offer -> offer.path("answeredBy").asString("nobody"))
                .toList();
    }

    List<Throwable> failures() {
        return failures;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
