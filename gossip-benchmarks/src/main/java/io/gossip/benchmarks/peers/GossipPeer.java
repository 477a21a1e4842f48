package io.gossip.benchmarks.peers;

import io.gossip.GossipNode;
import io.gossip.serf.MemberEvent;
import io.gossip.serf.SerfEvent;
import java.util.Map;

/** This engine with serf, and with the settings it comes with. */
public final class GossipPeer implements Peer {

    private final GossipThreads threads;

    private GossipPeer(boolean alone) {
        this.threads = new GossipThreads(alone);
    }

    /**
     * Measures.
     *
     * @param args see {@link Harness}
     */
    public static void main(String[] args) {
        Harness.run(new GossipPeer(args[0].equals("startup")), args);
    }

    @Override
    public String name() {
        return "gossip";
    }

    @Override
    public String version() {
        return GossipThreads.version();
    }

    @Override
    public Node start(int port, int seed, View view) {
        GossipNode node =
                threads.node(port, seed).onEvent(event -> report(event, view)).start();
        return new Node() {
            @Override
            public void update(String value) {
                node.serf().setTags(Map.of("v", value)).join();
            }

            @Override
            public void leave() {
                node.close();
            }

            @Override
            public void stop() {
                node.shutdown();
            }
        };
    }

    private static void report(SerfEvent event, View view) {
        if (event instanceof MemberEvent change) {
            int port = change.member().address().port();
            switch (change.type()) {
                case JOIN -> view.up(port);
                case FAILED -> view.down(port, true);
                case LEAVE, REAP -> view.down(port, false);
                case UPDATE -> view.saw(change.member().tags().getOrDefault("v", ""));
            }
        }
    }
}
