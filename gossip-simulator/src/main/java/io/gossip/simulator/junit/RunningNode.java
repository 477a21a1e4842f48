package io.gossip.simulator.junit;

import io.gossip.memberlist.Memberlist;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.Serf;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Address;
import io.gossip.wire.NodeState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A node of a {@link VirtualCluster}, whichever facade it has.
 *
 * @param kind what it speaks; only nodes of one kind join each other
 * @param transport its place in the network
 * @param self where it says it is
 * @param members all that it knows of others and of itself, by name and sorted
 * @param leave lets it leave
 * @param shutdown ends it
 */
record RunningNode(
        Kind kind,
        VirtualTransport transport,
        Supplier<Address> self,
        Supplier<List<Known>> members,
        Supplier<CompletableFuture<Void>> leave,
        Supplier<CompletableFuture<Void>> shutdown) {

    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(10);

    /** What a node speaks. */
    enum Kind {
        /** The membership alone. */
        MEMBERLIST("without serf"),
        /** With serf. */
        SERF("with serf");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        Kind other() {
            return this == SERF ? MEMBERLIST : SERF;
        }
    }

    /** What it knows of a node. */
    record Known(String name, String state, boolean isAlive) {

        @Override
        public String toString() {
            return name + " " + state;
        }
    }

    static RunningNode of(Memberlist node, VirtualTransport transport) {
        return new RunningNode(
                Kind.MEMBERLIST,
                transport,
                () -> node.self().address(),
                () -> node.members().stream()
                        .map(member ->
                                new Known(member.name(), member.state().name(), member.state() == NodeState.ALIVE))
                        .toList(),
                () -> node.leave(LEAVE_TIMEOUT),
                node::shutdown);
    }

    static RunningNode of(Serf node, VirtualTransport transport) {
        return new RunningNode(
                Kind.SERF,
                transport,
                () -> node.self().address(),
                () -> node.members().stream()
                        .map(member ->
                                new Known(member.name(), member.status().name(), member.status() == MemberStatus.ALIVE))
                        .toList(),
                node::leave,
                node::shutdown);
    }

    InetSocketAddress address() {
        return transport.localAddress();
    }

    String host() {
        return address().getAddress().getHostAddress();
    }

    /** Whom it takes for alive, itself included. */
    List<String> alive() {
        return members.get().stream().filter(Known::isAlive).map(Known::name).toList();
    }

    String view() {
        return members.get().stream().map(Known::toString).collect(Collectors.joining(", "));
    }
}
