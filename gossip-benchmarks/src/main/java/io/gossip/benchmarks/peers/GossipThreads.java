package io.gossip.benchmarks.peers;

import io.gossip.Gossip;
import io.gossip.GossipBuilder;
import io.gossip.runtime.netty.NettyEventLoops;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The threads that all nodes of this engine share, as the goroutines of Go's nodes do theirs; the only node of a cold start has its
 * own, as by default.
 */
final class GossipThreads {

    private final ExecutorService events = Executors.newSingleThreadExecutor();
    private final boolean alone;
    private @Nullable NettyEventLoops loops;

    GossipThreads(boolean alone) {
        this.alone = alone;
    }

    static String version() {
        String version = Gossip.class.getPackage().getImplementationVersion();
        return (version == null ? "snapshot" : version) + " on JDK " + Runtime.version();
    }

    /** A node with the settings the engine comes with. */
    GossipBuilder node(int port, int seed) {
        GossipBuilder node = Gossip.builder()
                .name("p" + port)
                .bind("127.0.0.1", port)
                .seeds(seed == 0 ? List.of() : List.of("127.0.0.1:" + seed))
                .eventExecutor(events);
        return alone ? node : node.eventLoops(loops());
    }

    private synchronized NettyEventLoops loops() {
        NettyEventLoops made = loops;
        if (made == null) {
            made = new NettyEventLoops("gossip", Runtime.getRuntime().availableProcessors());
            loops = made;
        }
        return made;
    }
}
