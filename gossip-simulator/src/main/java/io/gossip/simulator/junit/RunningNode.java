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
import java.util.stream.Collectors;

/** A node of a {@link VirtualCluster}, whichever facade it has. */
sealed interface RunningNode {

    /** Its place in the network. */
    VirtualTransport transport();

    /** Where it says it is. */
    Address self();

    /** Whom it takes for alive, itself included, by name and sorted. */
    List<String> alive();

    /** All that it knows of others, in words. */
    String view();

    CompletableFuture<Void> leave();

    CompletableFuture<Void> shutdown();

    default InetSocketAddress address() {
        return transport().localAddress();
    }

    default String host() {
        return address().getAddress().getHostAddress();
    }

    /** The membership alone. */
    record OfMemberlist(Memberlist node, VirtualTransport transport) implements RunningNode {

        private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(10);

        @Override
        public Address self() {
            return node.self().address();
        }

        @Override
        public List<String> alive() {
            return node.members().stream()
                    .filter(member -> member.state() == NodeState.ALIVE)
                    .map(member -> member.name())
                    .toList();
        }

        @Override
        public String view() {
            return node.members().stream()
                    .map(member -> member.name() + " " + member.state())
                    .collect(Collectors.joining(", "));
        }

        @Override
        public CompletableFuture<Void> leave() {
            return node.leave(LEAVE_TIMEOUT);
        }

        @Override
        public CompletableFuture<Void> shutdown() {
            return node.shutdown();
        }
    }

    /** With serf. */
    record OfSerf(Serf node, VirtualTransport transport) implements RunningNode {

        @Override
        public Address self() {
            return node.self().address();
        }

        @Override
        public List<String> alive() {
            return node.members().stream()
                    .filter(member -> member.status() == MemberStatus.ALIVE)
                    .map(member -> member.name())
                    .toList();
        }

        @Override
        public String view() {
            return node.members().stream()
                    .map(member -> member.name() + " " + member.status())
                    .collect(Collectors.joining(", "));
        }

        @Override
        public CompletableFuture<Void> leave() {
            return node.leave();
        }

        @Override
        public CompletableFuture<Void> shutdown() {
            return node.shutdown();
        }
    }
}
