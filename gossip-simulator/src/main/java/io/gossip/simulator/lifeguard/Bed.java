package io.gossip.simulator.lifeguard;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Chance;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.faults.Stall;
import io.gossip.simulator.faults.Targets;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.WireLimits;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The test bed of the paper (section V-A): 128 agents on one machine, of which some are blocked now and then, all at the same time.
 *
 * <p>They talk over loopback, 40 to 120 µs a way, and a packet takes 20 µs to read. The agents start one after another within
 * a second, as processes do; the anomalies begin 15 s after the first.
 */
final class Bed {

    /** The size of the cluster. */
    static final int AGENTS = 128;

    private static final Duration SETTLING = Duration.ofSeconds(15);
    private static final Duration LATENCY = Duration.ofNanos(40_000);
    private static final Duration JITTER = Duration.ofNanos(80_000);

    /**
     * memberlist reads packets in one goroutine and handles them in another. The anomaly stops only the former, so the time to
     * read one decides how many get through between two anomalies.
     */
    private static final long READING_NANOS = 20_000;

    private static final long START_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final Simulation simulation;
    private final Set<String> anomalous;
    private final Failures failures;

    /** A cluster that has settled. */
    Bed(Configuration configuration, int members, long seed) {
        Chance chance = new Chance(seed);
        simulation = Simulation.fast(
                chance, name -> configuration.profile().apply(name).framing(uncompressed()));
        simulation.network().setLatency(LATENCY);
        simulation.network().setJitter(JITTER);
        anomalous = draw(members, chance.stream("anomalous members"));
        failures = new Failures(anomalous, AGENTS - members, simulation::elapsed);
        simulation.listen(failures);
        RandomGenerator starts = chance.stream("starts");
        for (int i = 0; i < AGENTS; i++) {
            Host host = simulation.addHost();
            long delay = i == 0 ? 0 : starts.nextLong(START_WITHIN_NANOS);
            simulation.after(
                    Duration.ofNanos(delay),
                    () -> host.start(simulation.host(0)).loop().inputCost(READING_NANOS));
        }
        simulation.advance(SETTLING);
    }

    /** A third of a run's time would go into compression, and the protocol does not see it. */
    private static FramingConfig uncompressed() {
        return new FramingConfig("", false, false, new Keyring(), true, true, 1, false, WireLimits.DEFAULTS);
    }

    private static Set<String> draw(int members, RandomGenerator random) {
        Set<String> names = new HashSet<>();
        while (names.size() < members) {
            names.add("n" + (1 + random.nextInt(AGENTS)));
        }
        return names;
    }

    /** Blocks the anomalous members for a while. */
    void block(Duration length) {
        Subscription end = simulation.begin(new Stall(new Targets.Named(anomalous)));
        simulation.advance(length);
        end.close();
    }

    Simulation simulation() {
        return simulation;
    }

    Failures failures() {
        return failures;
    }
}
