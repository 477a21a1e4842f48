package io.gossip.transport.netty;

import io.gossip.transport.BindFailedException;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;

/**
 * A listening TCP socket and a UDP socket on the same port; neither reads before it is told to.
 *
 * @param tcp the listening socket
 * @param udp the socket for packets, in and out
 * @param address the address as it was asked for, with the port that was found
 */
record BoundSockets(Channel tcp, Channel udp, InetSocketAddress address) {

    /** How often a free TCP port may turn out to be taken for UDP. */
    private static final int ATTEMPTS = 10;

    private static final int MIN_BUFFER_BYTES = 65_536;
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    /**
     * What listens to the sockets, and their limits.
     *
     * @param loop the node's loop; accepted streams are registered with it as well
     * @param config the limits
     * @param doorman sees accepted streams first
     * @param accepted sets up those that pass
     * @param packets receives packets
     */
    record Plan(
            EventLoop loop,
            NettyTransportConfig config,
            ChannelHandler doorman,
            ChannelHandler accepted,
            ChannelHandler packets) {}

    /**
     * Binds both, TCP first, as Go's memberlist does; blocks until done.
     *
     * @param wanted the address; with port 0, any port that is free for both
     * @param plan what listens
     * @return both sockets
     * @throws BindFailedException if one of the two cannot be bound
     */
    static BoundSockets bind(InetSocketAddress wanted, Plan plan) {
        for (int attempt = 1; ; attempt++) {
            Channel tcp = finish(tcp(plan).bind(wanted), wanted, "TCP");
            InetSocketAddress found =
                    new InetSocketAddress(wanted.getAddress(), ((InetSocketAddress) tcp.localAddress()).getPort());
            try {
                return new BoundSockets(tcp, finish(udp(plan).bind(found), found, "UDP"), found);
            } catch (BindFailedException e) {
                tcp.close().awaitUninterruptibly();
                if (wanted.getPort() != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static ServerBootstrap tcp(Plan plan) {
        int unsent = plan.config.writeBufferBytes();
        return new ServerBootstrap()
                .group(plan.loop, plan.loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .handler(plan.doorman)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 2, unsent))
                .childHandler(plan.accepted);
    }

    private static Bootstrap udp(Plan plan) {
        int unsent = NettyTransport.MAX_UNSENT_PACKET_BYTES;
        return new Bootstrap()
                .group(plan.loop)
                .channelFactory(() -> {
                    NioDatagramChannel channel = new NioDatagramChannel();
                    channel.config().setRecvByteBufAllocator(new DatagramBatch());
                    growBuffers(channel, plan.config.receiveBufferBytes());
                    return channel;
                })
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(unsent / 2, unsent))
                .handler(plan.packets);
    }

    /** Asks for less until the operating system agrees; Linux never refuses but grants what it likes. */
    private static void growBuffers(DatagramChannel channel, int receiveBytes) {
        for (int bytes = receiveBytes; bytes >= MIN_BUFFER_BYTES; bytes /= 2) {
            try {
                channel.config().setReceiveBufferSize(bytes);
                break;
            } catch (ChannelException e) {
                // too much; ask for half
            }
        }
        // Some systems take datagrams no larger than the send buffer, which may be 9 KiB.
        if (channel.config().getSendBufferSize() < SEND_BUFFER_BYTES) {
            try {
                channel.config().setSendBufferSize(SEND_BUFFER_BYTES);
            } catch (ChannelException e) {
                // then large packets fail, each with its own message
            }
        }
    }

    private static Channel finish(ChannelFuture bound, InetSocketAddress address, String protocol) {
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new BindFailedException(address, protocol, bound.cause());
        }
        return bound.channel();
    }
}
