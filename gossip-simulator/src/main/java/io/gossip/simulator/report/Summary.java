package io.gossip.simulator.report;

import io.gossip.simulator.report.Change.Kind;
import io.gossip.wire.NodeState;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The result in words and numbers: what the text and the page have in common. */
final class Summary {

    private Summary() {}

    static Map<String, String> of(RunDescription run, Statistics statistics) {
        Map<String, String> lines = new LinkedHashMap<>();
        double real = Figures.seconds(run.realTime());
        lines.put(
                "virtual time",
                Figures.seconds(statistics.lengthSeconds()) + " in " + Figures.seconds(real) + " of real time ("
                        + speed(statistics.lengthSeconds() / Math.max(1e-9, real)) + " times as fast)");
        lines.put("all knew all", agreement(statistics));
        lines.put("false positives", wrong(statistics.wrong()));
        lines.put(
                "traffic",
                Figures.tenths(statistics.packetsPerNodeSecond()) + " packets and "
                        + Figures.whole(Math.round(statistics.bytesPerNodeSecond()))
                        + " bytes in a second from each node, over UDP");
        lines.put("in the end", atTheEnd(statistics));
        return lines;
    }

    static String kind(Kind kind) {
        return switch (kind) {
            case STARTED -> "start";
            case CRASHED -> "crash";
            case LEFT -> "leave";
        };
    }

    private static String agreement(Statistics statistics) {
        String formed = statistics.formed().isPresent()
                ? "after " + Figures.seconds(statistics.formed().getAsDouble())
                : "never while the cluster formed";
        if (statistics.changes().isEmpty() && statistics.faults().isEmpty()) {
            return formed;
        }
        if (statistics.settled().isEmpty()) {
            return formed + "; after the last fault or change not again";
        }
        return formed + "; again " + Figures.seconds(statistics.settled().getAsDouble())
                + " after the last fault or change";
    }

    private static String wrong(WrongVerdicts wrong) {
        String suspicions = Figures.whole(wrong.suspicions()) + " suspicions of nodes that ran";
        if (wrong.deaths() == 0) {
            return "none; " + suspicions;
        }
        return Figures.whole(wrong.deaths() - wrong.deathsDuringFaults()) + " without a fault, "
                + Figures.whole(wrong.deathsDuringFaults()) + " during one or before all had recovered from it, of "
                + Figures.whole(wrong.victims()) + " different nodes; " + suspicions;
    }

    private static String atTheEnd(Statistics statistics) {
        StringBuilder words =
                new StringBuilder(Figures.whole(statistics.running())).append(" nodes run; on average one knows ");
        String separator = "";
        for (NodeState state : NodeState.values()) {
            double count = statistics.beliefs().getOrDefault(state, 0.0);
            if (count > 0 || state == NodeState.ALIVE) {
                words.append(separator)
                        .append(Figures.tenths(count))
                        .append(' ')
                        .append(state.name().toLowerCase(Locale.ROOT));
                separator = ", ";
            }
        }
        return words.toString();
    }

    private static String speed(double speed) {
        return speed >= 10 ? Figures.whole(Math.round(speed)) : Figures.tenths(speed);
    }
}
