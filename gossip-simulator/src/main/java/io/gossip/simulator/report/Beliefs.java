package io.gossip.simulator.report;

import io.gossip.memberlist.Node;
import io.gossip.simulator.Life;
import io.gossip.wire.NodeState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Who believes what of whom, put together from what the nodes tell their applications: a byte for each pair, and sums that are
 * always up to date, so that asking whether all agree costs nothing.
 */
final class Beliefs {

    private static final byte NOTHING = 0;
    private static final byte ALIVE = 1;
    private static final byte SUSPECT = 2;
    private static final byte DEAD = 3;
    private static final byte LEFT = 4;

    private final Map<String, Integer> subjects = new HashMap<>();
    private final Map<Life, Row> rows = new HashMap<>();
    private final long[] totals = new long[LEFT + 1];
    /** How many processes run under each name; more than one only if a fault has it so. */
    private int[] running = new int[16];

    private int runningNames;
    private long wrong;

    /** What one process believes of each name. */
    private static final class Row {
        private byte[] of = new byte[16];

        byte get(int subject) {
            return subject < of.length ? of[subject] : NOTHING;
        }

        void set(int subject, byte belief) {
            if (subject >= of.length) {
                of = Arrays.copyOf(of, Math.max(subject + 1, 2 * of.length));
            }
            of[subject] = belief;
        }
    }

    void begun(Life life) {
        int subject = subject(life.name());
        if (running[subject]++ == 0) {
            turn(subject, true);
        }
        rows.put(life, new Row());
        wrong += runningNames;
    }

    void ended(Life life) {
        int subject = subject(life.name());
        Row row = rows.remove(life);
        if (row == null) {
            return;
        }
        for (int i = 0; i < subjects.size(); i++) {
            totals[row.get(i)]--;
            wrong -= wrong(row, i);
        }
        totals[NOTHING] = 0;
        if (--running[subject] == 0) {
            turn(subject, false);
        }
    }

    void heard(Life observer, Node node) {
        Row row = rows.get(observer);
        if (row == null) {
            return;
        }
        int subject = subject(node.name());
        wrong -= wrong(row, subject);
        totals[row.get(subject)]--;
        row.set(subject, belief(node.state()));
        totals[row.get(subject)]++;
        totals[NOTHING] = 0;
        wrong += wrong(row, subject);
    }

    /** Whether a process takes a name for a member, alive or suspect. */
    boolean isMember(Life observer, String name) {
        Row row = rows.get(observer);
        return row != null && isMember(row.get(subject(name)));
    }

    boolean isRunning(String name) {
        return running[subject(name)] > 0;
    }

    int observers() {
        return rows.size();
    }

    /** How many pairs of a process and a name are in a state. */
    long count(NodeState state) {
        return totals[belief(state)];
    }

    /** Whether every process takes for alive exactly those that run. */
    boolean agreed() {
        return wrong == 0;
    }

    /** The share of what could be believed that is believed rightly, from 0 to 1. */
    double agreement() {
        double pairs = (double) rows.size() * Math.max(1, runningNames);
        return pairs == 0 ? 1 : Math.max(0, 1 - wrong / pairs);
    }

    private void turn(int subject, boolean runs) {
        for (Row row : rows.values()) {
            byte belief = row.get(subject);
            // Alive is right of who runs, anything but a member of who does not.
            wrong += wrong(belief, runs) - wrong(belief, !runs);
        }
        runningNames += runs ? 1 : -1;
    }

    private int wrong(Row row, int subject) {
        return wrong(row.get(subject), running[subject] > 0);
    }

    private static int wrong(byte belief, boolean runs) {
        boolean right = runs ? belief == ALIVE : !isMember(belief);
        return right ? 0 : 1;
    }

    private static byte belief(NodeState state) {
        return switch (state) {
            case ALIVE -> ALIVE;
            case SUSPECT -> SUSPECT;
            case DEAD -> DEAD;
            case LEFT -> LEFT;
        };
    }

    private static boolean isMember(byte belief) {
        return belief == ALIVE || belief == SUSPECT;
    }

    private int subject(String name) {
        Integer known = subjects.get(name);
        if (known != null) {
            return known;
        }
        int added = subjects.size();
        subjects.put(name, added);
        if (added == running.length) {
            running = Arrays.copyOf(running, 2 * added);
        }
        return added;
    }
}
