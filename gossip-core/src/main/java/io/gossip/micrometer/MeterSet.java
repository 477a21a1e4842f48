package io.gossip.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** The meters of one node in one registry: registered one by one, removed all at once. */
final class MeterSet {

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    MeterSet(MeterRegistry registry, Iterable<Tag> tags) {
        this.registry = registry;
        this.tags = Tags.of(tags);
    }

    /** A tag whose value is the name of a constant. */
    static Tags tag(String key, Enum<?> value) {
        return Tags.of(key, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    Counter counter(String name, Tags own, String description) {
        return add(Counter.builder(name)
                .description(description)
                .tags(tags.and(own))
                .register(registry));
    }

    /** How many there were and how large they were. */
    DistributionSummary bytes(String name, String description) {
        return add(DistributionSummary.builder(name)
                .description(description)
                .baseUnit("bytes")
                .tags(tags)
                .register(registry));
    }

    Timer timer(String name, String description) {
        return add(Timer.builder(name).description(description).tags(tags).register(registry));
    }

    /** A gauge that shows what was set last. The caller has to keep the value, of which the registry only knows. */
    AtomicInteger gauge(String name, Tags own, String description) {
        AtomicInteger value = new AtomicInteger();
        gauge(name, own, description, value, AtomicInteger::get);
        return value;
    }

    /** A gauge that looks at an object for as long as somebody else keeps it. */
    <T> void gauge(String name, Tags own, String description, T object, ToDoubleFunction<T> look) {
        add(Gauge.builder(name, object, look)
                .description(description)
                .tags(tags.and(own))
                .register(registry));
    }

    /** Harmless when repeated. */
    void removeAll() {
        meters.forEach(registry::remove);
    }

    private <M extends Meter> M add(M meter) {
        meters.add(meter);
        return meter;
    }
}
