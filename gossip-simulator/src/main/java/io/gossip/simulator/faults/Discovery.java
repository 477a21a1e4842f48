package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Simulation;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        SELF,
        /** Half of what there is, always the same half. */
        PARTIAL,
        /** Each time something else: all, nothing, somebody who runs, with or without an address at which nobody is. */
        CHANGING
    }

    static Discovery read(Words words) {
        return new Discovery(words.oneOf(Answer.class));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        InetAddress nobody = simulation.addStranger().address().getAddress();
        Map<InetAddress, Boolean> known = new HashMap<>();
        return simulation.onLookup((asking, found) -> switch (answer) {
            case EMPTY -> List.of();
            case STALE -> List.of(nobody);
            case SELF -> List.of(asking.host().address().getAddress());
            case PARTIAL ->
                found.stream()
                        .filter(address -> known.computeIfAbsent(address, any -> random.nextBoolean()))
                        .toList();
            case CHANGING -> anything(simulation, found, nobody, random);
        });
    }

    private static List<InetAddress> anything(
            Simulation simulation, List<InetAddress> found, InetAddress nobody, RandomGenerator random) {
        List<InetAddress> answer = new ArrayList<>();
        switch (random.nextInt(4)) {
            case 0 -> answer.addAll(found);
            case 1 -> answer.add(nobody);
            case 2 ->
                new Targets.Count(1)
                        .pick(simulation, random)
                        .forEach(host -> answer.add(host.address().getAddress()));
            default -> {}
        }
        if (random.nextBoolean()) {
            answer.add(nobody);
        }
        return answer;
    }

    @Override
    public String toString() {
        return "discovery " + Words.name(answer);
    }
}
