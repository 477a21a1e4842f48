package io.gossip.transport.netty;

import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.transport.Transport;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DatagramPacket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands datagrams to the node; whatever goes wrong with one of them, the socket stays open for the next. */
final class DatagramReceiver extends InboundHandler {

    private static final Logger log = LoggerFactory.getLogger(DatagramReceiver.class);

    private final NettyEventLoop loop;
    private final LogLimiter limiter;
    private final byte[] scratch;
    private Transport.@Nullable Handler handler;

    /**
     * A receiver that delivers nothing yet.
     *
     * @param loop the node's loop
     * @param limiter for complaints
     */
    DatagramReceiver(NettyEventLoop loop, LogLimiter limiter) {
        this.loop = loop;
        this.limiter = limiter;
        this.scratch = loop.memory().scratch();
    }

    /** Delivers to the given handler from now on, or to nobody. */
    void deliverTo(Transport.@Nullable Handler receiver) {
        this.handler = receiver;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        loop.inputHandled();
        DatagramPacket packet = (DatagramPacket) message;
        try {
            deliver(packet);
        } finally {
            packet.release();
        }
    }

    private void deliver(DatagramPacket packet) {
        Transport.Handler receiver = handler;
        ByteBuf content = packet.content();
        int length = content.readableBytes();
        if (receiver == null || length == 0) {
            return;
        }
        content.readBytes(scratch, 0, length);
        try {
            receiver.packetReceived(packet.sender(), ByteBuffer.wrap(scratch, 0, length));
        } catch (Error e) {
            loop.failed(this, e);
        } catch (RuntimeException e) {
            limiter.log(
                    "handler",
                    packet.sender().getAddress(),
                    more -> log.error(
                            "Failed to handle a packet from {} ({} more like this)", packet.sender(), more, e));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Error) {
            loop.failed(this, cause);
            return;
        }
        // For instance an ICMP "port unreachable", which some systems report for whatever was sent before.
        limiter.log("udp", "", more -> log.warn("Failed to receive a packet ({} more like this)", more, cause));
    }
}
