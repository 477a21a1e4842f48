package io.gossip.simulator.report;

import io.gossip.wire.NodeState;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What a run was like. Times are seconds; the axis of the script begins when the cluster has formed.
 *
 * @param lengthSeconds how long the run was, the forming included
 * @param formed how long it took from the start of the first node until all knew all, if that came to be
 * @param settled how long after the last fault, start, crash or leave all knew all again and stayed so, if they did; zero if they
 *     knew all the time
 * @param changes what happened to nodes after the cluster had formed
 * @param wrong what was said of nodes that ran
 * @param packetsPerNodeSecond packets that a node sent in a second, on average, after the cluster had formed
 * @param bytesPerNodeSecond the bytes in them, without the headers of UDP and IP, and without streams
 * @param running how many processes ran in the end
 * @param beliefs how many members a process knew in each state in the end, on average
 * @param timeline samples, the oldest first
 * @param faults when which fault was there
 */
public record Statistics(
        double lengthSeconds,
        OptionalDouble formed,
        OptionalDouble settled,
        List<Change> changes,
        WrongVerdicts wrong,
        double packetsPerNodeSecond,
        double bytesPerNodeSecond,
        int running,
        Map<NodeState, Double> beliefs,
        List<Sample> timeline,
        List<FaultPeriod> faults) {

    /**
     * Copies the lists.
     *
     * @param lengthSeconds how long the run was, the forming included
     * @param formed how long it took until all knew all
     * @param settled how long it took after the last disturbance
     * @param changes what happened to nodes
     * @param wrong what was said of nodes that ran
     * @param packetsPerNodeSecond packets that a node sent in a second
     * @param bytesPerNodeSecond the bytes in them
     * @param running how many processes ran in the end
     * @param beliefs how many members a process knew in each state in the end
     * @param timeline samples
     * @param faults when which fault was there
     */
    public Statistics {
        changes = List.copyOf(changes);
        beliefs = Map.copyOf(beliefs);
        timeline = List.copyOf(timeline);
        faults = List.copyOf(faults);
    }

    /**
     * How long it took the others to notice what happened, all changes of a kind together.
     *
     * @param kind which changes
     * @return the delays of all observers
     */
    public Distribution delays(Change.Kind kind) {
        return Distribution.of(changes(kind).stream().map(Change::delays).toList());
    }

    /**
     * The changes of a kind.
     *
     * @param kind which
     * @return in the order in which they happened
     */
    public List<Change> changes(Change.Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).toList();
    }
}
