package io.gossip.memberlist;

import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Function;

/** Nodes {@code n1}, {@code n2} and so on in virtual time; one seed makes the whole run repeatable. */
final class TestCluster {

    final VirtualTime time = new VirtualTime();
    final VirtualNetwork net;
    final List<TestNode> running = new ArrayList<>();
    private final long seed;
    private final Function<String, MemberlistConfigBuilder> profile;
    private int started;

    TestCluster(long seed) {
        this(seed, MemberlistConfig::lan);
    }

    TestCluster(long seed, Function<String, MemberlistConfigBuilder> profile) {
        this.seed = seed;
        this.profile = profile;
        this.net = new VirtualNetwork(time, new SplittableRandom(seed));
        net.setJitter(Duration.ofMillis(1));
    }

    /** Starts one more node, alone. */
    TestNode start() {
        int number = started + 1;
        return start("n" + number, "10.0." + number / 250 + "." + (1 + number % 250));
    }

    /** Starts a node of a given name at a given address, alone. */
    TestNode start(String name, String host) {
        return prepare(name, host).start();
    }

    TestNode prepare(String name, String host) {
        return prepare(profile.apply(name), host);
    }

    /** Makes a node with settings of its own. */
    TestNode prepare(MemberlistConfigBuilder settings, String host) {
        VirtualTransport transport = net.bind(host, 7946);
        TestNode node = new TestNode(this, settings.build(), transport, seed * 1000 + started++);
        running.add(node);
        return node;
    }

    /** Starts so many nodes, lets them join through the first at once, and waits until they all know each other. */
    List<TestNode> form(int size) {
        List<TestNode> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add(start());
        }
        for (TestNode node : nodes.subList(1, size)) {
            node.join(nodes.get(0));
        }
        if (!time.advanceUntil(this::converged, Duration.ofMinutes(1))) {
            throw new AssertionError("not converged after a minute");
        }
        return nodes;
    }

    /** Whether every running node sees exactly the running nodes, all alive. */
    boolean converged() {
        Map<String, NodeState> everybody = new TreeMap<>();
        for (TestNode node : running) {
            everybody.put(node.name, NodeState.ALIVE);
        }
        for (TestNode node : running) {
            if (node.node.aliveCount() != everybody.size() || !node.view().equals(everybody)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every running node believes this of a node. */
    boolean all(TestNode about, NodeState state) {
        return running.stream().filter(node -> node != about).allMatch(node -> node.stateOf(about) == state);
    }

    void forgetEvents() {
        running.forEach(node -> node.application.events.clear());
    }

    void advance(Duration duration) {
        time.advance(duration);
    }
}
