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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Packets get lost in bursts, on each link and in each direction on its own (Gilbert and Elliott): a link is either good and loses
 * nothing, or bad and loses everything; how long it is bad is distributed exponentially.
 *
 * @param share of the time in which a link is bad, from 0 to 1
 * @param burst how long it is bad on average, above zero
 * @param links on which way
 */
public record BurstLoss(double share, Duration burst, Links links) implements Fault {

    /**
     * Checks the values.
     *
     * @param share of the time in which a link is bad, from 0 to 1
     * @param burst how long it is bad on average, above zero
     * @param links on which way
     */
    public BurstLoss {
        Checks.probability(share);
        Checks.between("the length of a burst in nanoseconds", burst.toNanos(), 1, Long.MAX_VALUE);
    }

    static BurstLoss read(Words words) {
        return new BurstLoss(words.share(), words.time(), words.links());
    }

    private record Link(InetSocketAddress from, InetSocketAddress to) {}

    private record State(boolean bad, long atNanos) {}

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        Links.Picked picked = links.pick(simulation, random);
        Map<Link, State> states = new HashMap<>();
        return simulation.network().add(new LinkRule() {
            @Override
            public void packet(Packet packet, Fate fate) {
                Link link = new Link(packet.from(), packet.to());
                boolean bad = random.nextDouble() < probabilityOfBad(states.get(link), packet.atNanos());
                states.put(link, new State(bad, packet.atNanos()));
                if (bad && picked.include(packet.from(), packet.to())) {
                    fate.lose();
                }
            }
        });
    }

    /** The transition probability of a Markov chain in continuous time with two states. */
    private double probabilityOfBad(@Nullable State last, long nowNanos) {
        if (last == null || share == 1) {
            return share;
        }
        // Bad ends at 1/burst, good so that bad makes up its share; both together decide how fast the past is
        // forgotten.
        double forgetting = 1 / (burst.toNanos() * (1 - share));
        double remembered = StrictMath.exp(-(nowNanos - last.atNanos) * forgetting);
        return share + ((last.bad ? 1 : 0) - share) * remembered;
    }

    @Override
    public List<Fault> milder() {
        return Checks.milder(share, less -> new BurstLoss(less, burst, links));
    }

    @Override
    public String toString() {
        return "bursts " + Notation.percent(share) + " " + Notation.duration(burst) + links;
    }
}
