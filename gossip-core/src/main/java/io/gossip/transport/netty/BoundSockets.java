package io.gossip.transport.netty;

import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.transport.BindFailedException;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
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
     * @param acceptor takes those that pass
     * @param packets receives packets
     */
    record Plan(
            NettyEventLoop loop,
            NettyTransportConfig config,
            ChannelHandler doorman,
            ChannelHandler acceptor,
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
            Channel tcp = bind(tcp(plan), plan, wanted, "TCP");
            InetSocketAddress found =
                    new InetSocketAddress(wanted.getAddress(), ((InetSocketAddress) tcp.localAddress()).getPort());
            try {
                return new BoundSockets(tcp, bind(udp(plan), plan, found, "UDP"), found);
            } catch (BindFailedException e) {
                tcp.close().awaitUninterruptibly();
                if (wanted.getPort() != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static Channel tcp(Plan plan) {
        Channel channel = new NioServerSocketChannel();
        channel.config().setAutoRead(false);
        channel.pipeline().addLast(plan.doorman, plan.acceptor);
        return channel;
    }

    private static Channel udp(Plan plan) {
        int unsent = NettyTransport.MAX_UNSENT_PACKET_BYTES;
        DatagramChannel channel = new NioDatagramChannel();
        channel.config().setAllocator(UnpooledByteBufAllocator.DEFAULT);
        channel.config().setRecvByteBufAllocator(new DatagramBatch(plan.loop.memory()));
        growBuffers(channel, plan.config.receiveBufferBytes());
        channel.config().setAutoRead(false);
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(unsent / 2, unsent));
        channel.pipeline().addLast(plan.packets);
        return channel;
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

    private static Channel bind(Channel channel, Plan plan, InetSocketAddress address, String protocol) {
        ChannelFuture registered = plan.loop.nettyLoop().register(channel).awaitUninterruptibly();
        if (!registered.isSuccess()) {
            throw new BindFailedException(address, protocol, registered.cause());
        }
        ChannelFuture bound = channel.bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            channel.close().awaitUninterruptibly();
            throw new BindFailedException(address, protocol, bound.cause());
        }
        return channel;
    }
}
