package io.gossip.memberlist;

import io.gossip.wire.Address;
import io.gossip.wire.NodeState;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Every node known, by name and in the random order in which they are probed (protocol reference, section 7.1).
 *
 * <p>The nodes that are gone stay for a while, so that late news about them is recognised as late.
 */
final class MemberTable {

    /** Is told who comes and goes, right when the table shows it. */
    interface Listener {

        /** A node became a member, or is one again. */
        default void joined(MemberEntry entry) {}

        /** A member is gone; its state tells whether it left. */
        default void gone(MemberEntry entry) {}
    }

    private final RandomGenerator random;
    private final MemberlistMetrics metrics;
    private final Map<String, MemberEntry> byName = new HashMap<>();
    private final List<MemberEntry> order = new ArrayList<>();
    private final Map<NodeState, Integer> countByState = new EnumMap<>(NodeState.class);
    private final List<Listener> listeners = new ArrayList<>();

    MemberTable(RandomGenerator random, MemberlistMetrics metrics) {
        this.random = random;
        this.metrics = metrics;
    }

    @Nullable
    MemberEntry get(String name) {
        return byName.get(name);
    }

    /** All nodes in probe order; the gone ones included. */
    List<MemberEntry> entries() {
        return Collections.unmodifiableList(order);
    }

    /** All nodes, the gone ones included. */
    int size() {
        return order.size();
    }

    int count(NodeState state) {
        return countByState.getOrDefault(state, 0);
    }

    /** Nodes that are alive or suspect. */
    int memberCount() {
        return count(NodeState.ALIVE) + count(NodeState.SUSPECT);
    }

    /**
     * Adds a node at a random place, so that news of many nodes does not make everybody probe them in the same order
     * (SWIM, section 4.3).
     */
    void add(MemberEntry entry) {
        byName.put(entry.name, entry);
        order.add(entry);
        recount(entry.state(), 1);
        Collections.swap(order, random.nextInt(order.size()), order.size() - 1);
    }

    void changeState(MemberEntry entry, NodeState state, long nowNanos) {
        boolean wasGone = entry.isGone();
        recount(entry.state(), -1);
        recount(state, 1);
        entry.state(state, nowNanos);
        if (wasGone && state.isMember()) {
            listeners.forEach(listener -> listener.joined(entry));
        } else if (!wasGone && !state.isMember()) {
            listeners.forEach(listener -> listener.gone(entry));
        }
    }

    /** Adds one that is told from now on who comes and goes. */
    void listen(Listener listener) {
        listeners.add(listener);
    }

    /**
     * Forgets who has been gone for longer than the given time, and draws a new order.
     *
     * @param self this node, which never forgets itself, not even after it has left
     * @param deadForNanos how long the dead are remembered
     * @param leftForNanos how long those who left are
     */
    void reapAndShuffle(MemberEntry self, long deadForNanos, long leftForNanos, long nowNanos) {
        for (Iterator<MemberEntry> each = order.iterator(); each.hasNext(); ) {
            MemberEntry entry = each.next();
            long keepNanos = entry.state() == NodeState.LEFT ? leftForNanos : deadForNanos;
            if (entry != self && entry.isGone() && entry.nanosInState(nowNanos) > keepNanos) {
                each.remove();
                byName.remove(entry.name);
                recount(entry.state(), -1);
            }
        }
        shuffle(order);
    }

    /**
     * Where the answer to a request goes: to the address the request names, if the node it names is known to be there, and
     * else to where the request came from. Whoever is not a member yet must not be able to direct answers, which carry
     * news and are larger than the question, to a third party (section 18.4).
     */
    InetSocketAddress replyAddress(InetSocketAddress source, @Nullable Address claimed, String claimant) {
        MemberEntry member = byName.get(claimant);
        if (claimed == null || member == null) {
            return source;
        }
        InetSocketAddress known = member.address.socketAddress();
        // Also the same if one comes in the mapped form of IPv4.
        boolean same = member.address.equals(claimed) || known.equals(claimed.socketAddress());
        return same ? known : source;
    }

    /**
     * Up to {@code count} different nodes drawn at random from those eligible, all of them if there are no more.
     *
     * <p>In a large table a few independent draws nearly always suffice. What they leave open is filled by a walk from a
     * random place, so that no eligible node is ever missed. In a small table, where draws would often hit the same node,
     * a shuffled copy is walked from the start (protocol reference, section 10.1).
     */
    List<MemberEntry> select(int count, Predicate<MemberEntry> eligible) {
        List<MemberEntry> selected = new ArrayList<>(count);
        int draws = 3 * count;
        if (order.size() < draws) {
            List<MemberEntry> shuffled = new ArrayList<>(order);
            shuffle(shuffled);
            fill(selected, count, shuffled, 0, eligible);
            return selected;
        }
        for (int draw = 0; draw < draws && selected.size() < count; draw++) {
            MemberEntry drawn = order.get(random.nextInt(order.size()));
            if (!selected.contains(drawn) && eligible.test(drawn)) {
                selected.add(drawn);
            }
        }
        if (selected.size() < count) {
            fill(selected, count, order, random.nextInt(order.size()), eligible);
        }
        return selected;
    }

    private static void fill(
            List<MemberEntry> selected, int count, List<MemberEntry> from, int start, Predicate<MemberEntry> eligible) {
        for (int step = 0; step < from.size() && selected.size() < count; step++) {
            MemberEntry entry = from.get((start + step) % from.size());
            if (!selected.contains(entry) && eligible.test(entry)) {
                selected.add(entry);
            }
        }
    }

    private void recount(NodeState state, int delta) {
        metrics.nodesCounted(state, countByState.merge(state, delta, Integer::sum));
    }

    private void shuffle(List<MemberEntry> entries) {
        for (int last = entries.size() - 1; last > 0; last--) {
            Collections.swap(entries, random.nextInt(last + 1), last);
        }
    }
}
