package io.gossip.transport.netty;

import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseCombiner;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * UDP and TCP on one port, everything on the node's own event loop.
 *
 * <p>Packets leave from the bound socket, each with a flush of its own: every datagram is one system call anyway, so
 * collecting them would save nothing and delay probes. When the operating system takes no more, packets queue up to
 * {@link #MAX_UNSENT_PACKET_BYTES}, then fail.
 */
public final class NettyTransport implements Transport {

    private static final Logger log = LoggerFactory.getLogger(NettyTransport.class);

    /** How many bytes of packets may wait for the operating system to take them: 1 MiB. */
    public static final int MAX_UNSENT_PACKET_BYTES = 1024 * 1024;

    private final NettyEventLoop loop;
    private final NettyTransportConfig config;
    private final NettyConnection.Surroundings surroundings;
    private final InboundLimit doorman;
    private final DatagramReceiver packets;
    private final BoundSockets sockets;
    private final Promise<Void> allClosed;

    /** All that are not closed yet, those that linger included. */
    private final Map<SocketChannel, NettyConnection> connections = new LinkedHashMap<>();

    private @Nullable Handler handler;
    private boolean closed;

    private NettyTransport(NettyEventLoop loop, InetSocketAddress address, NettyTransportConfig config) {
        this.loop = loop;
        this.config = config;
        this.allClosed = loop.nettyLoop().newPromise();
        LogLimiter limiter = new LogLimiter(loop);
        this.surroundings = new NettyConnection.Surroundings(loop, limiter, config);
        this.doorman = new InboundLimit(
                loop,
                limiter,
                config.maxInboundConnections(),
                config.maxInboundConnectionsPerPeer(),
                this::tellRefused);
        this.packets = new DatagramReceiver(loop, limiter);
        ChannelHandler acceptor = new InboundHandler() {
            @Override
            public void channelRead(ChannelHandlerContext ctx, Object message) {
                accept((SocketChannel) message);
            }
        };
        this.sockets = BoundSockets.bind(address, new BoundSockets.Plan(loop, config, doorman, acceptor, packets));
    }

    /**
     * Binds an address for packets and streams; blocks until that is done, so it must not be called on an event loop.
     *
     * @param loop the node's loop, on which everything will run
     * @param address a resolved address; with port 0, a port that is free for both is chosen
     * @param config the limits
     * @return a transport, quiet until started
     * @throws io.gossip.transport.BindFailedException if the address cannot be bound
     */
    public static NettyTransport bind(NettyEventLoop loop, InetSocketAddress address, NettyTransportConfig config) {
        if (loop.inEventLoop()) {
            throw new IllegalStateException("bind() blocks and cannot be called on the event loop");
        }
        return new NettyTransport(loop, address, config);
    }

    /**
     * How many inbound streams were closed because there were too many; may be called from any thread.
     *
     * @return zero or more
     */
    public long refusedConnections() {
        return doorman.refused();
    }

    @Override
    public InetSocketAddress localAddress() {
        return sockets.address();
    }

    @Override
    public void start(Handler receiver) {
        if (closed) {
            return;
        }
        handler = receiver;
        packets.deliverTo(receiver);
        sockets.udp().config().setAutoRead(true);
        sockets.tcp().config().setAutoRead(true);
    }

    @Override
    public void send(InetSocketAddress to, ByteBuffer packet, SendListener listener) {
        if (closed) {
            loop.execute(() -> listener.failed(new ClosedChannelException()));
            return;
        }
        if (!sockets.udp().isWritable()) {
            loop.execute(() -> listener.failed(new IOException("too many packets wait to be sent")));
            return;
        }
        // Netty copies what is on the heap at once. It is usually sent before this returns, and the listener is told
        // afterwards, as it was promised.
        sockets.udp()
                .writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(packet), to))
                .addListener(done -> loop.execute(() -> {
                    if (done.isSuccess()) {
                        listener.sent();
                    } else {
                        listener.failed(done.cause());
                    }
                }));
    }

    @Override
    public void connect(InetSocketAddress to, long timeoutNanos, ConnectionHandler opener) {
        if (closed) {
            loop.execute(() -> opener.closed(new ClosedChannelException()));
            return;
        }
        long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
        SocketChannel channel = new NioSocketChannel();
        channel.config().setConnectTimeoutMillis((int) Math.min(millis, Integer.MAX_VALUE));
        NettyConnection connection = new NettyConnection(channel, to, surroundings, opener);
        if (register(channel, connection)) {
            channel.connect(to).addListener(connection::connected);
        } else {
            loop.execute(() -> opener.closed(new ClosedChannelException()));
        }
    }

    @Override
    public void close(Runnable whenClosed) {
        allClosed.addListener(done -> loop.execute(() -> afterNextLookAtSockets(whenClosed)));
        if (closed) {
            return;
        }
        closed = true;
        handler = null;
        packets.deliverTo(null);
        PromiseCombiner all = new PromiseCombiner(loop.nettyLoop());
        all.add((Future<?>) sockets.tcp().close());
        all.add((Future<?>) sockets.udp().close());
        List.copyOf(connections.entrySet()).forEach(open -> {
            all.add((Future<?>) open.getKey().closeFuture());
            open.getValue().cut(new ClosedChannelException());
        });
        all.finish(allClosed);
    }

    /**
     * The operating system gets a closed socket back only when the loop next looks for input, and until then its address is
     * taken. Netty looks for due timers once after each such look, and after the tasks that were there before, among them those
     * that tell who had something queued on a socket. A loop that ends looks, too, and cancels its timers, which is told as well.
     */
    private void afterNextLookAtSockets(Runnable task) {
        loop.nettyLoop().schedule(() -> {}, 0, TimeUnit.NANOSECONDS).addListener(looked -> task.run());
    }

    private void accept(SocketChannel channel) {
        NettyConnection connection = new NettyConnection(channel, channel.remoteAddress(), surroundings, null);
        if (!register(channel, connection)) {
            return;
        }
        Handler acceptor = handler;
        if (acceptor == null) {
            connection.cut(new ClosedChannelException());
        } else {
            connection.accepted(acceptor::connectionAccepted);
        }
    }

    private void tellRefused(InetSocketAddress source) {
        Handler told = handler;
        if (told != null) {
            told.connectionRefused(source);
        }
    }

    /** Hands a stream to the loop, on which this runs; only a loop that ends refuses it, and then it is closed. */
    private boolean register(SocketChannel channel, NettyConnection connection) {
        int unsent = config.writeBufferBytes();
        try {
            channel.config()
                    .setAllocator(UnpooledByteBufAllocator.DEFAULT)
                    .setAllowHalfClosure(true)
                    .setWriteBufferWaterMark(new WriteBufferWaterMark(unsent / 2, unsent))
                    .setTcpNoDelay(true);
        } catch (ChannelException e) {
            log.debug("{} is gone again", connection.remoteAddress(), e); // reading tells
        }
        channel.pipeline().addLast(connection);
        if (!loop.nettyLoop().register(channel).isSuccess()) {
            return false;
        }
        connections.put(channel, connection);
        channel.closeFuture().addListener(done -> connections.remove(channel));
        return true;
    }
}
