package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import java.net.InetAddress;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Whoever looks its seeds up, at its start or to join again, gets a wrong answer.
 *
 * @param answer which one
 */
public record Discovery(Answer answer) implements Fault {

    /** What a lookup finds. */
    public enum Answer {
        /** Nothing. */
        EMPTY,
        /** An address at which nobody is any more. */
        STALE,
        /** Only the one who asks. */
        SELF
    }

    static Discovery read(Words words) {
        return new Discovery(words.oneOf(Answer.class));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        InetAddress nobody = simulation.addStranger().address().getAddress();
        return simulation.onLookup((asking, found) -> switch (answer) {
            case EMPTY -> List.of();
            case STALE -> List.of(nobody);
            case SELF -> List.of(asking.host().address().getAddress());
        });
    }

    @Override
    public String toString() {
        return "discovery " + Words.name(answer);
    }
}
