package io.gossip.simulator;

import io.gossip.memberlist.AliveDelegate;
import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.ConflictDelegate;
import io.gossip.memberlist.EventDelegate;
import io.gossip.memberlist.MergeDelegate;
import io.gossip.memberlist.Node;
import io.gossip.memberlist.NodeDelegate;
import io.gossip.memberlist.PingDelegate;
import io.gossip.virtual.VirtualDispatcher;
import io.gossip.virtual.VirtualEventLoop;
import io.gossip.wire.Bytes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The application of a {@link Life}: all delegates there are, called on a thread of its own as those of a real node are. It lets
 * everybody in and follows who is a member. It can be made to throw, to block, and to be slow.
 */
public final class VirtualApplication {

    private static final Bytes STATE = Bytes.of(new byte[] {1, 2, 3});

    private final VirtualEventLoop loop;
    private final VirtualDispatcher dispatcher;
    private final Map<String, Node> members = new LinkedHashMap<>();
    private int reasonsToThrow;
    private long calls;
    private long messages;
    private @Nullable String calledOnLoop;
    private @Nullable String misled;

    VirtualApplication(VirtualEventLoop loop, VirtualDispatcher dispatcher) {
        this.loop = loop;
        this.dispatcher = dispatcher;
    }

    /**
     * The thread on which it runs, which can be blocked and made slow.
     *
     * @return nobody else's
     */
    public VirtualDispatcher dispatcher() {
        return dispatcher;
    }

    /** From now on every call throws, after it has done its work: exceptions and errors by turns. Several such may overlap. */
    public void startThrowing() {
        reasonsToThrow++;
    }

    /** Ends what {@link #startThrowing} began. */
    public void stopThrowing() {
        reasonsToThrow = Math.max(0, reasonsToThrow - 1);
    }

    /**
     * Who is a member, as far as the application was told.
     *
     * @return a copy, by name
     */
    public Map<String, Node> members() {
        return new LinkedHashMap<>(members);
    }

    /**
     * Which delegate was called on the event loop of the node, where no user code may run.
     *
     * @return the first one; nothing if none was
     */
    public Optional<String> calledOnLoop() {
        return Optional.ofNullable(calledOnLoop);
    }

    /**
     * Which event cannot follow those before it: of a member that it joined, or of anybody else whatever happens to members.
     *
     * @return the first one; nothing if none was so
     */
    public Optional<String> misled() {
        return Optional.ofNullable(misled);
    }

    /**
     * How often it was called.
     *
     * @return zero or more
     */
    public long calls() {
        return calls;
    }

    /**
     * How many messages of other applications it was told, each as often as it arrived.
     *
     * @return zero or more
     */
    public long messages() {
        return messages;
    }

    /** All delegates; this node's meta is what the node delegate that is given says. */
    CompositeDelegate delegates(NodeDelegate own) {
        AliveDelegate alive = node -> called("alive");
        MergeDelegate merge = nodes -> called("merge");
        ConflictDelegate conflict = (existing, other) -> called("conflict");
        return new CompositeDelegate(new State(own), new Events(), conflict, alive, merge, new Pings());
    }

    private boolean called(String delegate) {
        calls++;
        if (loop.inEventLoop() && calledOnLoop == null) {
            calledOnLoop = delegate;
        }
        if (reasonsToThrow > 0) {
            if (calls % 2 == 0) {
                throw new LinkageError("a class of the application is missing");
            }
            throw new IllegalStateException("a bug in the application");
        }
        return true;
    }

    private final class Events implements EventDelegate {

        @Override
        public void joined(Node node) {
            heard("joined", node, false);
            is(node);
        }

        @Override
        public void updated(Node node) {
            heard("updated", node, true);
            is(node);
        }

        @Override
        public void reannounced(Node node) {
            heard("reannounced", node, true);
            is(node);
        }

        @Override
        public void suspected(Node node) {
            heard("suspected", node, true);
            is(node);
        }

        @Override
        public void left(Node node) {
            heard("left", node, true);
            members.remove(node.name());
            called("events");
        }

        private void heard(String event, Node node, boolean ofMember) {
            if (misled == null && members.containsKey(node.name()) != ofMember) {
                misled = event + " of '" + node.name() + "', which was " + (ofMember ? "no" : "a") + " member for it";
            }
        }

        private void is(Node node) {
            members.put(node.name(), node);
            called("events");
        }
    }

    private final class State implements NodeDelegate {

        private final NodeDelegate own;

        State(NodeDelegate own) {
            this.own = own;
        }

        @Override
        public Bytes meta() {
            return own.meta();
        }

        @Override
        public void messageReceived(Bytes payload) {
            messages++;
            called("messages");
        }

        @Override
        public Bytes localState(boolean join) {
            called("local state");
            return STATE;
        }

        @Override
        public void mergeRemoteState(Bytes state, boolean join) {
            called("remote state");
        }
    }

    private final class Pings implements PingDelegate {

        @Override
        public Bytes ackPayload() {
            called("ack payload");
            return STATE;
        }

        @Override
        public void completed(Node node, Duration roundTrip, Bytes payload) {
            called("ping completed");
        }
    }

    @Override
    public String toString() {
        return "application that knows " + List.copyOf(members.keySet());
    }
}
