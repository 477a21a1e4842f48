package io.gossip.simulator.faults;

import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.net.InetSocketAddress;

/** Delays all that goes over some links. */
record LatencyRule(Latency.Sampler sampler, Links.Picked links) implements LinkRule {

    @Override
    public void packet(Packet packet, Fate fate) {
        fate.delay(nanos(packet.from(), packet.to()));
    }

    @Override
    public long streamDelayNanos(InetSocketAddress from, InetSocketAddress to) {
        return nanos(from, to);
    }

    private long nanos(InetSocketAddress from, InetSocketAddress to) {
        long nanos = sampler.nanos(from, to);
        return links.include(from, to) ? nanos : 0;
    }
}
