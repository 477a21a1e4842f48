package io.gossip.simulator.report;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Life;
import io.gossip.simulator.report.Change.Kind;
import io.gossip.wire.NodeState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Notes for each start, crash and leave when each of the others learns of it. */
final class Changes {

    private final List<Open> all = new ArrayList<>();
    private final Map<String, Open> newest = new HashMap<>();

    /** A change that some have not learned yet. */
    private static final class Open {
        private final Kind kind;
        private final String node;
        private final double atSeconds;
        /** The hosts of those who have not learned it. */
        private final BitSet waiting = new BitSet();

        private final Samples delays = new Samples();
        private int observers;

        private Open(Kind kind, String node, double atSeconds) {
            this.kind = kind;
            this.node = node;
            this.atSeconds = atSeconds;
        }

        private void learned(Life observer, double nowSeconds) {
            int host = observer.host().index();
            if (waiting.get(host)) {
                waiting.clear(host);
                delays.add(nowSeconds - atSeconds);
            }
        }

        private void gone(Life observer) {
            int host = observer.host().index();
            if (waiting.get(host)) {
                waiting.clear(host);
                observers--;
            }
        }
    }

    /** Something happens to a node; whoever believes otherwise has to learn it. */
    void happened(Kind kind, String node, double nowSeconds, List<Life> running, Beliefs beliefs) {
        Open change = new Open(kind, node, nowSeconds);
        for (Life life : running) {
            boolean knows = (kind == Kind.STARTED) == beliefs.isMember(life, node);
            if (!knows && !life.name().equals(node)) {
                change.waiting.set(life.host().index());
                change.observers++;
            }
        }
        all.add(change);
        newest.put(node, change);
    }

    /** A node tells what it believes of another from now on. */
    void heard(Life observer, Node node, double nowSeconds) {
        Open change = newest.get(node.name());
        if (change == null) {
            return;
        }
        boolean gone = node.state() == NodeState.DEAD || node.state() == NodeState.LEFT;
        if (gone == (change.kind != Kind.STARTED)) {
            change.learned(observer, nowSeconds);
        }
    }

    /** Who no longer runs has nothing to learn. */
    void ended(Life observer) {
        newest.values().forEach(change -> change.gone(observer));
    }

    @Nullable
    Kind newest(String node) {
        Open change = newest.get(node);
        return change == null ? null : change.kind;
    }

    List<Change> toList() {
        return all.stream()
                .map(open ->
                        new Change(open.kind, open.node, open.atSeconds, open.observers, open.delays.toDistribution()))
                .toList();
    }
}
