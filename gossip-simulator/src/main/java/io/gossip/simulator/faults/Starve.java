package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Sockets are read late while timers are on time, as where the thread that reads hardly gets a CPU: each time all that has
 * arrived is read at once, and then nothing for a while.
 *
 * @param targets who reads late
 * @param least the shortest time between two readings
 * @param most the longest
 */
public record Starve(Targets targets, Duration least, Duration most) implements Fault {

    /**
     * Checks the values.
     *
     * @param targets who reads late
     * @param least the shortest time between two readings
     * @param most the longest
     */
    public Starve {
        Checks.ordered(least, most);
    }

    static Starve read(Words words) {
        return new Starve(words.hosts(), words.time(), words.time());
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Set<InetSocketAddress> starved = Links.addresses(targets, simulation, random);
        Map<InetSocketAddress, Long> readings = new HashMap<>();
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                fate.delay(untilRead(packet.to()));
            }

            @Override
            public long streamDelayNanos(InetSocketAddress from, InetSocketAddress to) {
                return untilRead(to);
            }

            private long untilRead(InetSocketAddress to) {
                long pause = Checks.between(least, most, random);
                if (!starved.contains(to)) {
                    return 0;
                }
                long now = simulation.time().nanoTime();
                Long reading = readings.get(to);
                if (reading == null || reading - now <= 0) {
                    reading = now + pause;
                    readings.put(to, reading);
                }
                return reading - now;
            }
        });
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new Starve(fewer, least, most));
    }

    @Override
    public String toString() {
        return "starve " + targets + " " + Notation.duration(least) + " " + Notation.duration(most);
    }
}
