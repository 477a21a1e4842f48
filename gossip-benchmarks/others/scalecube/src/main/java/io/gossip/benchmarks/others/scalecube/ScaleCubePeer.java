package io.gossip.benchmarks.others.scalecube;

import io.gossip.benchmarks.peers.Harness;
import io.gossip.benchmarks.peers.Peer;
import io.gossip.benchmarks.peers.View;
import io.scalecube.cluster.Cluster;
import io.scalecube.cluster.ClusterConfig;
import io.scalecube.cluster.ClusterImpl;
import io.scalecube.cluster.ClusterMessageHandler;
import io.scalecube.cluster.Member;
import io.scalecube.cluster.membership.MembershipEvent;
import io.scalecube.cluster.transport.api.Message;
import io.scalecube.transport.netty.tcp.TcpTransportFactory;
import java.util.List;

/**
 * ScaleCube with its configuration for a LAN, over TCP. A node that leaves is no longer counted on at once, and removed when the
 * time of a suspicion is over.
 */
public final class ScaleCubePeer implements Peer {

    private ScaleCubePeer() {}

    /**
     * Measures.
     *
     * @param args see {@link Harness}
     */
    public static void main(String[] args) {
        Harness.run(new ScaleCubePeer(), args);
    }

    @Override
    public String name() {
        return "scalecube";
    }

    @Override
    public String version() {
        // Its manifest does not say; the name of its jar does.
        String jar = ClusterImpl.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return jar.replaceAll(".*scalecube-cluster-|\\.jar$", "") + " on JDK " + Runtime.version();
    }

    @Override
    public boolean removesLater() {
        return true;
    }

    /** 48 in one process join on two cores, 64 do not. */
    @Override
    public int nodesAtOnce() {
        return 48;
    }

    @Override
    public Node start(int port, int seed, View view) {
        List<String> seeds = seed == 0 ? List.of() : List.of("127.0.0.1:" + seed);
        ClusterConfig config =
                ClusterConfig.defaultLanConfig().externalHost("127.0.0.1").metadata("");
        Cluster cluster = new ClusterImpl(config)
                .transport(transport -> transport.port(port))
                .transportFactory(TcpTransportFactory::new)
                .membership(membership -> membership.seedMembers(seeds))
                .handler(node -> new Handler(node, view))
                .startAwait();
        return new Node() {
            @Override
            public void update(String value) {
                cluster.updateMetadata(value).block();
            }

            @Override
            public void broadcast(String message) {
                cluster.spreadGossip(Message.withData(message).qualifier("m").build())
                        .subscribe();
            }

            @Override
            public void leave() {
                cluster.shutdown();
                cluster.onShutdown().block();
            }

            @Override
            public void stop() {
                leave();
            }
        };
    }

    private record Handler(Cluster cluster, View view) implements ClusterMessageHandler {

        @Override
        public void onGossip(Message gossip) {
            view.saw(gossip.data());
        }

        @Override
        public void onMembershipEvent(MembershipEvent event) {
            Member member = event.member();
            if (event.isAdded()) {
                view.up(port(member));
            } else if (event.isLeaving()) {
                view.down(port(member), false);
            } else if (event.isRemoved()) {
                view.removed(port(member));
            } else {
                view.saw(cluster.<String>metadata(member).orElse(""));
            }
        }

        private static int port(Member member) {
            String address = member.address();
            return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        }
    }
}
