package io.gossip.memberlist;

import io.gossip.virtual.DirectDispatcher;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A whole {@link MemberlistNode} in a {@link TestCluster}, with an application that writes down what it is told. */
final class TestNode {

    final String name;
    final String host;
    final VirtualTransport transport;
    final RecordedApplication application;
    final RecordedMetrics metrics = new RecordedMetrics();
    final MemberlistNode node;

    /** The hosts this node looked up: one for each attempt to join. */
    final List<String> lookups = new ArrayList<>();

    private final TestCluster cluster;

    TestNode(TestCluster cluster, MemberlistConfig config, VirtualTransport transport, long seed) {
        this.cluster = cluster;
        this.name = config.name();
        this.host = transport.localAddress().getAddress().getHostAddress();
        this.transport = transport;
        this.application = new RecordedApplication(transport.eventLoop());
        this.node = new MemberlistNode(
                config,
                new Environment(
                        transport.eventLoop(),
                        transport,
                        (host, callback) -> {
                            lookups.add(host);
                            cluster.net.resolver().resolve(host, callback);
                        },
                        new SplittableRandom(seed),
                        new SplittableRandom(-seed),
                        new DirectDispatcher()),
                application.delegate(),
                metrics);
    }

    /** Runs something on the node's loop, as all calls must. */
    void run(Runnable step) {
        transport.eventLoop().run(step);
    }

    TestNode start() {
        run(node::start);
        return this;
    }

    /** Begins to join the others. */
    List<JoinResult> join(TestNode... seeds) {
        List<JoinResult> results = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        for (TestNode seed : seeds) {
            addresses.add(seed.host);
        }
        run(() -> node.join(addresses, results::add));
        return results;
    }

    /** Leaves, and closes its socket when the others know. */
    void leave() {
        run(() -> node.leave(Duration.ofSeconds(5), () -> node.shutdown(() -> {})));
        cluster.running.remove(this);
    }

    void kill() {
        cluster.net.kill(transport.localAddress());
        cluster.running.remove(this);
    }

    /** The process stands still, and goes on after a while. */
    void pause() {
        transport.eventLoop().pause();
    }

    void resume() {
        transport.eventLoop().resume();
    }

    @Nullable
    NodeState stateOf(TestNode other) {
        Node known = node.node(other.name);
        return known == null ? null : known.state();
    }

    /** Who is a member in this node's eyes, and in which state. */
    Map<String, NodeState> view() {
        Map<String, NodeState> view = new TreeMap<>();
        for (Node member : node.members()) {
            view.put(member.name(), member.state());
        }
        return view;
    }

    /** When this node heard of something for the last time, in nanoseconds, or null. */
    @Nullable
    Long lastHeardOf(String kind, TestNode other) {
        Long last = null;
        for (RecordedApplication.Event event : application.events) {
            if (event.is(kind, other.name)) {
                last = event.atNanos();
            }
        }
        return last;
    }

    @Override
    public String toString() {
        return name;
    }
}
