package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import java.util.random.RandomGenerator;

/**
 * Everything takes longer, packets and streams.
 *
 * @param latency how much longer
 * @param links on which way
 */
public record Delay(Latency latency, Links links) implements Fault {

    private enum Shape {
        FIXED,
        UNIFORM,
        NORMAL,
        LOGNORMAL,
        REGIONS
    }

    static Delay read(Words words) {
        return new Delay(readLatency(words), words.links());
    }

    static Latency readLatency(Words words) {
        return switch (words.oneOf(Shape.class)) {
            case FIXED -> new Latency.Fixed(words.time());
            case UNIFORM -> new Latency.Uniform(words.time(), words.time());
            case NORMAL -> new Latency.Normal(words.time(), words.time());
            case LOGNORMAL -> new Latency.LogNormal(words.time(), words.decimal());
            case REGIONS -> new Latency.Regions(words.time(), words.time());
        };
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        return simulation.network().add(new LatencyRule(latency.sampler(random), picked));
    }

    @Override
    public String toString() {
        return "delay " + latency + links;
    }
}
