package io.gossip.simulator.faults;

import io.gossip.memberlist.JoinResult;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.memberlist.Node;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Chance;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.transport.Transport;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A small cluster that has found itself, and questions about what passes in it. */
final class World {

    final Simulation simulation;

    World(int nodes) {
        this(nodes, MemberlistConfig::lan);
    }

    World(int nodes, Function<String, MemberlistConfigBuilder> profile) {
        this(nodes, profile, false);
    }

    World(int nodes, Function<String, MemberlistConfigBuilder> profile, boolean applications) {
        simulation = new Simulation(new Chance(7), profile, Bytes.EMPTY, applications);
        simulation.form(nodes);
        advance("3s");
    }

    Subscription begin(String fault) {
        return simulation.begin(FaultParser.fault(fault));
    }

    void advance(String time) {
        simulation.advance(Notation.duration(time));
    }

    boolean heals(String within) {
        return simulation.advanceUntil(simulation::isConverged, Notation.duration(within));
    }

    Host host(String name) {
        return simulation.hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Life life(String name) {
        return host(name).life().orElseThrow();
    }

    /** Whether a packet of nonsense arrives, for the receiver counts it. */
    boolean packetPasses(String from, String to) {
        return packets(from, to, 1, 100) > 0;
    }

    /** How many packets of nonsense arrive within 2 s. */
    long packets(String from, String to, int count, int bytes) {
        byte[] nonsense = new byte[bytes];
        Arrays.fill(nonsense, (byte) 0xFF);
        long before = life(to).node().rejectedInputs();
        for (int i = 0; i < count; i++) {
            life(from).transport().send(host(to).address(), ByteBuffer.wrap(nonsense), new Transport.SendListener() {
                @Override
                public void sent() {}

                @Override
                public void failed(Throwable cause) {}
            });
        }
        advance("2s");
        return life(to).node().rejectedInputs() - before;
    }

    /** Whether one gets an answer from another over a stream, within its timeout of 10 s. */
    boolean streamPasses(String from, String to) {
        return join(from, to).contacted() == 1;
    }

    JoinResult join(String from, String to) {
        Life life = life(from);
        JoinResult[] outcome = {null};
        List<String> address = List.of(host(to).address().getAddress().getHostAddress());
        life.loop().run(() -> life.node().join(address, result -> outcome[0] = result));
        simulation.advanceUntil(() -> outcome[0] != null, Duration.ofSeconds(30));
        return outcome[0];
    }

    /** What one believes of another. */
    @Nullable
    NodeState state(String observer, String subject) {
        Node node = life(observer).node().node(subject);
        return node == null ? null : node.state();
    }
}
