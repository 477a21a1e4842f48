package io.gossip.simulator.faults;

import io.gossip.virtual.Fate;
import io.gossip.virtual.LinkRule;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.net.InetSocketAddress;

/** Lets nothing pass over some links: no packet, no stream. */
record Cut(Links.Picked links) implements LinkRule {

    @Override
    public void packet(Packet packet, Fate fate) {
        if (links.include(packet.from(), packet.to())) {
            fate.lose();
        }
    }

    @Override
    public boolean streamsPass(InetSocketAddress from, InetSocketAddress to) {
        return !links.include(from, to);
    }
}
