package io.gossip.benchmarks.peers;

import io.gossip.GossipMemberlist;
import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.Memberlist;
import java.time.Duration;

/** This engine without serf, with the settings it comes with. */
public final class GossipMemberlistPeer implements Peer {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final GossipThreads threads;

    private GossipMemberlistPeer(boolean alone) {
        this.threads = new GossipThreads(alone);
    }

    /**
     * Measures.
     *
     * @param args see {@link Harness}
     */
    public static void main(String[] args) {
        Harness.run(new GossipMemberlistPeer(args[0].equals("startup")), args);
    }

    @Override
    public String name() {
        return "gossip-memberlist";
    }

    @Override
    public String version() {
        return GossipThreads.version();
    }

    @Override
    public Node start(int port, int seed, View view) {
        GossipDelegate delegate = new GossipDelegate(view);
        GossipMemberlist node = threads.node(port, seed)
                .startMemberlist(CompositeDelegate.none().withNode(delegate).withEvents(delegate));
        Memberlist memberlist = node.memberlist();
        delegate.started(memberlist);
        return new Node() {
            @Override
            public void update(String value) {
                memberlist.updateMeta(GossipDelegate.bytes(value), LIMIT).join();
            }

            @Override
            public void broadcast(String message) {
                delegate.spread(GossipDelegate.bytes(message));
            }

            @Override
            public void leave() {
                memberlist.leave(LIMIT).join();
                node.close();
            }

            @Override
            public void stop() {
                node.close();
            }
        };
    }
}
