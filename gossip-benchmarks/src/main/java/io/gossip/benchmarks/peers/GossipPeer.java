package io.gossip.benchmarks.peers;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import io.gossip.runtime.netty.NettyEventLoops;
import io.gossip.serf.MemberEvent;
import io.gossip.serf.SerfEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** This engine, with the settings it comes with; the nodes share their threads, as the goroutines of Go's nodes do. */
public final class GossipPeer implements Peer {

    private final ExecutorService events = Executors.newSingleThreadExecutor();
    private @Nullable NettyEventLoops loops;

    private GossipPeer() {}

    /**
     * Measures.
     *
     * @param args see {@link Harness}
     * @throws Exception if a node does not start
     */
    public static void main(String[] args) throws Exception {
        Harness.run(new GossipPeer(), args);
    }

    @Override
    public String name() {
        return "gossip";
    }

    @Override
    public String version() {
        String version = Gossip.class.getPackage().getImplementationVersion();
        return (version == null ? "snapshot" : version) + " on JDK " + Runtime.version();
    }

    @Override
    public Node start(int port, int seed, View view) {
        GossipNode node = Gossip.builder()
                .name("p" + port)
                .bind("127.0.0.1", port)
                .seeds(seed == 0 ? List.of() : List.of("127.0.0.1:" + seed))
                .eventLoops(loops())
                .eventExecutor(events)
                .onEvent(event -> report(event, view))
                .start();
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

    /** Made with the first node, so that it counts as part of its start. */
    private synchronized NettyEventLoops loops() {
        NettyEventLoops made = loops;
        if (made == null) {
            made = new NettyEventLoops("gossip", Runtime.getRuntime().availableProcessors());
            loops = made;
        }
        return made;
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
