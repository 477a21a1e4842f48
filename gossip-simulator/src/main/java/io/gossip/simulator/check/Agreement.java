package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All who run know exactly those who run, each as it knows itself: alive, with the same incarnation, address and meta.
 *
 * @param property which property it proves
 * @param within how long it may take
 */
public record Agreement(Liveness property, Function<Budget, Duration> within) implements Deadline {

    private static final int EXAMPLES = 5;

    @Override
    public Duration limit(Budget budget) {
        return within.apply(budget);
    }

    @Override
    public List<String> missing(Simulation simulation) {
        List<String> missing = new ArrayList<>();
        Map<String, Node> expected = new HashMap<>();
        List<Life> running = simulation.running().stream()
                .filter(life -> !life.node().inspect().leaving())
                .toList();
        running.forEach(life -> expected.put(life.name(), life.node().localNode()));
        for (Life life : running) {
            for (Node wanted : expected.values()) {
                Node known = life.node().node(wanted.name());
                if (!wanted.equals(known)) {
                    missing.add(life + " believes " + (known == null ? "nothing" : Belief.show(known)) + " of "
                            + Belief.show(wanted));
                }
            }
            if (life.node().members().size() > expected.size()) {
                for (Node member : life.node().members()) {
                    if (!expected.containsKey(member.name())) {
                        missing.add(life + " takes " + Belief.show(member) + " for a member");
                    }
                }
            }
            if (missing.size() >= EXAMPLES) {
                break;
            }
        }
        return missing;
    }
}
