package io.gossip.micrometer;

import io.gossip.memberlist.Environment;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.serf.Serf;
import io.gossip.serf.SerfConfig;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.gossip.virtual.VirtualTransport;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/** Nodes in virtual time; the first one, 10.0.0.1, is the seed of the others. */
final class VirtualNode {

    private VirtualNode() {}

    static Serf start(VirtualTime time, VirtualNetwork net, int number, MemberlistMetrics metrics) {
        VirtualTransport transport = net.bind("10.0.0." + number, 7946);
        Environment environment = new Environment(
                transport.eventLoop(),
                transport,
                net.resolver(),
                new SplittableRandom(number),
                new SplittableRandom(-number),
                time.dispatcher());
        SerfConfig config = SerfConfig.builder(MemberlistConfig.lan("n" + number)
                        .seeds(List.of("10.0.0.1:7946"))
                        .build())
                .build();
        CompletableFuture<Serf> started = Serf.start(config, environment, metrics, List.of());
        time.runUntilIdle();
        return started.join();
    }
}
