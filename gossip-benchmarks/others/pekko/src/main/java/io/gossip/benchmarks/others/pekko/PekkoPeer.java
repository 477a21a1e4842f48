package io.gossip.benchmarks.others.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.gossip.benchmarks.peers.Harness;
import io.gossip.benchmarks.peers.Peer;
import io.gossip.benchmarks.peers.View;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.pubsub.DistributedPubSub;
import org.apache.pekko.cluster.pubsub.DistributedPubSubMediator;

/**
 * Pekko Cluster with the settings it comes with, over TCP, and with its resolver of split brains, without which nobody is ever
 * removed. Who is unreachable is no longer counted on; removed it is when the resolver has decided.
 */
public final class PekkoPeer implements Peer {

    private static final int JOIN_LIMIT_SECONDS = 120;
    private static final int STOP_LIMIT_SECONDS = 60;

    private PekkoPeer() {}

    /**
     * Measures.
     *
     * @param args see {@link Harness}
     */
    public static void main(String[] args) {
        Harness.run(new PekkoPeer(), args);
    }

    @Override
    public String name() {
        return "pekko";
    }

    @Override
    public String version() {
        return ActorSystem.Version() + " on JDK " + Runtime.version();
    }

    @Override
    public boolean removesLater() {
        return true;
    }

    /** An idle node takes a hundredth of a core, thirty times Go's. */
    @Override
    public int nodesAtOnce() {
        return 20;
    }

    @Override
    public Node start(int port, int seed, View view) throws Exception {
        ActorSystem system = ActorSystem.create("cluster", config(port, seed == 0 ? port : seed));
        CountDownLatch up = new CountDownLatch(1);
        system.actorOf(Props.create(Listener.class, () -> new Listener(view, up)));
        if (!up.await(JOIN_LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("not up: " + port);
        }
        ActorRef mediator = DistributedPubSub.get(system).mediator();
        return new Node() {
            @Override
            public void broadcast(String message) {
                mediator.tell(new DistributedPubSubMediator.Publish(Listener.TOPIC, message), ActorRef.noSender());
            }

            @Override
            public void leave() throws Exception {
                Cluster cluster = Cluster.get(system);
                cluster.leave(cluster.selfAddress());
                awaitEnd(system);
            }

            @Override
            public void stop() throws Exception {
                system.terminate();
                awaitEnd(system);
            }
        };
    }

    private static void awaitEnd(ActorSystem system) throws Exception {
        system.getWhenTerminated().toCompletableFuture().get(STOP_LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static Config config(int port, int seed) {
        return ConfigFactory.parseString("""
                pekko.loglevel = OFF
                pekko.stdout-loglevel = OFF
                pekko.actor.provider = cluster
                pekko.remote.artery.canonical { hostname = "127.0.0.1", port = %d }
                pekko.cluster.seed-nodes = ["pekko://cluster@127.0.0.1:%d"]
                pekko.cluster.downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
                pekko.cluster.jmx.enabled = off
                pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
                """.formatted(port, seed)).withFallback(ConfigFactory.load());
    }
}
