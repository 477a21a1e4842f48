package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An application that writes down what it is told. */
final class RecordedApplication implements NodeDelegate, EventDelegate, ConflictDelegate {

    /** Something the membership told, and when. */
    record Event(long atNanos, String kind, Node node) {

        boolean is(String otherKind, String name) {
            return kind.equals(otherKind) && node.name().equals(name);
        }

        @Override
        public String toString() {
            return kind + " " + node.name() + (kind.equals("left") ? " " + node.state() : "");
        }
    }

    final List<Event> events = new ArrayList<>();
    /** {@code "b@3"}: what changed nothing but an incarnation; not among the events. */
    final List<String> reannounced = new ArrayList<>();

    final List<String> conflicts = new ArrayList<>();
    final List<String> messages = new ArrayList<>();
    final List<String> remoteStates = new ArrayList<>();
    Bytes meta = Bytes.EMPTY;

    /** What is thrown at the next message. */
    @Nullable
    WireException refusal;

    Bytes state = Bytes.EMPTY;
    private final EventLoop loop;

    RecordedApplication(EventLoop loop) {
        this.loop = loop;
    }

    CompositeDelegate delegate() {
        return CompositeDelegate.none().withNode(this).withEvents(this).withConflict(this);
    }

    /** The events as text, {@code "joined b"} or {@code "left b DEAD"}, and forgets them. */
    List<String> takeEvents() {
        List<String> taken = events.stream().map(Event::toString).toList();
        events.clear();
        return taken;
    }

    /** Names of those that were declared dead at some time, in order. */
    List<String> declaredDead() {
        return events.stream()
                .filter(event -> event.kind.equals("left") && event.node.state() == NodeState.DEAD)
                .map(event -> event.node.name())
                .toList();
    }

    @Override
    public void joined(Node node) {
        events.add(new Event(loop.nanoTime(), "joined", node));
    }

    @Override
    public void updated(Node node) {
        events.add(new Event(loop.nanoTime(), "updated", node));
    }

    @Override
    public void reannounced(Node node) {
        reannounced.add(node.name() + "@" + node.incarnation());
    }

    @Override
    public void left(Node node) {
        events.add(new Event(loop.nanoTime(), "left", node));
    }

    @Override
    public void conflict(Node existing, Node other) {
        conflicts.add(existing.name() + ": " + existing.address() + " is claimed by " + other.address());
    }

    @Override
    public Bytes meta() {
        return meta;
    }

    @Override
    public void messageReceived(Bytes payload) throws WireException {
        if (refusal != null) {
            throw refusal;
        }
        messages.add(Say.text(payload));
    }

    @Override
    public Bytes localState(boolean join) {
        return state;
    }

    @Override
    public void mergeRemoteState(Bytes remote, boolean join) {
        remoteStates.add(Say.text(remote) + (join ? " (join)" : ""));
    }
}
