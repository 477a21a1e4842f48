package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Applications that were in trouble know what their nodes know: no event got lost, none was told twice, in another order or as
 * another one.
 */
public final class ApplicationsKnow implements Deadline {

    /** What was handed over needs no more than the moment it takes to run. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Duration busy;

    /**
     * A deadline for all applications there are.
     *
     * @param busy how long the calls still take in which applications are now, slow as they were made
     */
    public ApplicationsKnow(Duration busy) {
        this.busy = busy;
    }

    @Override
    public Liveness property() {
        return Liveness.L3;
    }

    @Override
    public Duration limit(Budget budget) {
        return busy.plus(LIMIT);
    }

    @Override
    public List<String> missing(Simulation simulation) {
        List<String> missing = new ArrayList<>();
        for (Life life : simulation.running()) {
            life.application().ifPresent(application -> {
                application
                        .misled()
                        .ifPresent(event -> missing.add("the application of " + life + " was told " + event));
                Map<String, Node> told = application.members();
                Map<String, Node> known = new TreeMap<>();
                life.node().members().forEach(node -> known.put(node.name(), node));
                if (!known.equals(told)) {
                    missing.add("the application of " + life + " was told of " + show(told) + " where its node knows "
                            + show(known));
                }
            });
        }
        return missing;
    }

    private static List<String> show(Map<String, Node> nodes) {
        return new TreeMap<>(nodes).values().stream().map(Belief::show).toList();
    }
}
