package io.gossip.simulator;

import io.gossip.memberlist.Node;
import io.gossip.virtual.VirtualNetwork.Packet;
import java.util.zip.CRC32C;

/**
 * A number that stands for all that happened: which packets were sent when, byte for byte, and what the nodes told of each other.
 * Two runs that differ anywhere have different ones.
 */
public final class Trace implements SimulationListener {

    private final CRC32C checksum = new CRC32C();
    private long hash;

    /** Nothing has happened yet. */
    public Trace() {}

    /**
     * The hash of everything so far.
     *
     * @return 64 bits
     */
    public long hash() {
        return hash;
    }

    @Override
    public void packetSent(Packet packet) {
        checksum.reset();
        checksum.update(packet.bytes());
        add(packet.atNanos());
        add(packet.to().hashCode());
        add(checksum.getValue());
    }

    @Override
    public void event(Life observer, Kind kind, Node node) {
        add(observer.host().index());
        add(kind.name().hashCode());
        add(node.name().hashCode());
        add(node.incarnation());
    }

    private void add(long value) {
        long mixed = (hash ^ value) * 0x9E3779B97F4A7C15L;
        hash = mixed ^ (mixed >>> 29);
    }
}
