package io.gossip.transport.netty;

import io.gossip.runtime.ConfigurationException;
import java.time.Duration;

/**
 * The limits of a {@link NettyTransport}: what a peer, or somebody who claims to be one, can make a node spend. A node of
 * {@code Gossip.builder()} takes those of streams from the settings of its membership layer.
 *
 * @param maxInboundConnections how many accepted streams may be open at once; one that comes on top is closed at once.
 *     Push/pull takes milliseconds, so even large clusters rarely have more than a few
 * @param maxInboundConnectionsPerPeer the same for streams from one IP address. Nodes behind one address, of a NAT
 *     gateway or a test on one machine, share it
 * @param inboundDeadline how long an accepted stream may be open, from accepting it to closing it, whatever goes on. A
 *     last resort above the protocol's own deadlines: by default twice its TCP timeout, once for the request and once
 *     for the answer
 * @param closeTimeout how long a closed stream may take to send what is queued before it is cut
 * @param writeBufferBytes how much one stream may have queued unsent before it is cut; must hold the largest message
 * @param receiveBufferBytes the UDP receive buffer asked of the operating system, which may grant less (on Linux no
 *     more than {@code net.core.rmem_max}). It has to hold what arrives during a pause, or the pause looks like packet
 *     loss
 */
public record NettyTransportConfig(
        int maxInboundConnections,
        int maxInboundConnectionsPerPeer,
        Duration inboundDeadline,
        Duration closeTimeout,
        int writeBufferBytes,
        int receiveBufferBytes) {

    private static final int MIN_BUFFER_BYTES = 65_536;

    /**
     * Checks the limits.
     *
     * @param maxInboundConnections at least 1
     * @param maxInboundConnectionsPerPeer at least 1
     * @param inboundDeadline longer than zero
     * @param closeTimeout longer than zero
     * @param writeBufferBytes at least 65,536
     * @param receiveBufferBytes at least 65,536
     * @throws ConfigurationException if one cannot work
     */
    public NettyTransportConfig {
        atLeast("maxInboundConnections", maxInboundConnections, 1);
        atLeast("maxInboundConnectionsPerPeer", maxInboundConnectionsPerPeer, 1);
        positive("inboundDeadline", inboundDeadline);
        positive("closeTimeout", closeTimeout);
        atLeast("writeBufferBytes", writeBufferBytes, MIN_BUFFER_BYTES);
        atLeast("receiveBufferBytes", receiveBufferBytes, MIN_BUFFER_BYTES);
    }

    /**
     * Limits that fit nearly everybody: 1,024 inbound streams, 256 per peer address, 20 s each; 10 s to close; 64 MiB
     * unsent per stream; a receive buffer of 2 MiB.
     *
     * @return the defaults
     */
    public static NettyTransportConfig defaults() {
        return new NettyTransportConfig(
                1_024, 256, Duration.ofSeconds(20), Duration.ofSeconds(10), 64 * 1024 * 1024, 2 * 1024 * 1024);
    }

    /**
     * A copy with other limits for accepted streams.
     *
     * @param overall see {@link #maxInboundConnections}
     * @param perPeer see {@link #maxInboundConnectionsPerPeer}
     * @return the copy
     */
    public NettyTransportConfig withInboundConnections(int overall, int perPeer) {
        return new NettyTransportConfig(
                overall, perPeer, inboundDeadline, closeTimeout, writeBufferBytes, receiveBufferBytes);
    }

    /**
     * A copy with other time limits for streams.
     *
     * @param inbound see {@link #inboundDeadline}
     * @param close see {@link #closeTimeout}
     * @return the copy
     */
    public NettyTransportConfig withDeadlines(Duration inbound, Duration close) {
        return new NettyTransportConfig(
                maxInboundConnections,
                maxInboundConnectionsPerPeer,
                inbound,
                close,
                writeBufferBytes,
                receiveBufferBytes);
    }

    /**
     * A copy with other buffers.
     *
     * @param write see {@link #writeBufferBytes}
     * @param receive see {@link #receiveBufferBytes}
     * @return the copy
     */
    public NettyTransportConfig withBuffers(int write, int receive) {
        return new NettyTransportConfig(
                maxInboundConnections, maxInboundConnectionsPerPeer, inboundDeadline, closeTimeout, write, receive);
    }

    private static void atLeast(String property, int value, int least) {
        if (value < least) {
            throw new ConfigurationException(property, value, "at least " + least);
        }
    }

    private static void positive(String property, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new ConfigurationException(property, value, "longer than zero");
        }
    }
}
