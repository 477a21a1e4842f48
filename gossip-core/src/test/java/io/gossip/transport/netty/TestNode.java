package io.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A transport on loopback, and everything that it told. */
final class TestNode implements Transport.Handler {

    static final long TIMEOUT_SECONDS = 20;

    /**
     * A packet.
     *
     * @param source who sent it
     * @param bytes its content
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Packet(InetSocketAddress source, byte[] bytes) {}

    final NettyEventLoop loop;
    final NettyTransport transport;
    final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
    final BlockingQueue<InetSocketAddress> refused = new LinkedBlockingQueue<>();
    final BlockingQueue<String> sends = new LinkedBlockingQueue<>();

    /** Set before streams come in. */
    volatile Function<Connection, ConnectionHandler> acceptor = connection -> new Stream();

    TestNode(NettyEventLoop loop) {
        this(loop, NettyTransportConfig.defaults());
    }

    TestNode(NettyEventLoop loop, NettyTransportConfig config) {
        this.loop = loop;
        this.transport = NettyTransport.bind(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), config);
    }

    TestNode start() {
        loop.execute(() -> transport.start(this));
        return this;
    }

    InetSocketAddress address() {
        return transport.localAddress();
    }

    void send(InetSocketAddress to, byte[] packet) {
        loop.execute(() -> transport.send(to, ByteBuffer.wrap(packet), new Transport.SendListener() {
            @Override
            public void sent() {
                sends.add("sent");
            }

            @Override
            public void failed(Throwable cause) {
                sends.add("failed: " + cause.getMessage());
            }
        }));
    }

    Stream connect(InetSocketAddress to) {
        return connect(to, new Stream());
    }

    Stream connect(InetSocketAddress to, Stream stream) {
        loop.execute(() -> transport.connect(to, TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS), stream));
        return stream;
    }

    CountDownLatch close() {
        CountDownLatch closed = new CountDownLatch(1);
        loop.execute(() -> transport.close(closed::countDown));
        return closed;
    }

    Packet nextPacket() throws InterruptedException {
        Packet packet = packets.poll(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        assertThat(packet).as("a packet").isNotNull();
        return packet;
    }

    @Override
    public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
        byte[] bytes = new byte[packet.remaining()];
        packet.get(bytes);
        packets.add(new Packet(source, bytes));
    }

    @Override
    public ConnectionHandler connectionAccepted(Connection connection) {
        return acceptor.apply(connection);
    }

    @Override
    public void connectionRefused(InetSocketAddress source) {
        refused.add(source);
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(size).nextBytes(bytes);
        return bytes;
    }

    static Socket socket(TestNode node) throws IOException {
        return new Socket(node.address().getAddress(), node.address().getPort());
    }

    /** One end of a stream; counts and checks what arrives. */
    static class Stream implements ConnectionHandler {

        final CountDownLatch opened = new CountDownLatch(1);
        final CountDownLatch closed = new CountDownLatch(1);
        volatile long bytes;
        volatile int hash = 1;
        volatile @Nullable Throwable cause;
        volatile @Nullable Connection connection;
        volatile boolean calledAfterClose;

        @Override
        public void opened(Connection stream) {
            connection = stream;
            opened.countDown();
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // on one thread
        public void received(Connection stream, ByteBuffer content) {
            assertThat(content.hasRemaining()).isTrue();
            calledAfterClose |= closed.getCount() == 0;
            bytes += content.remaining();
            int value = hash;
            while (content.hasRemaining()) {
                value = 31 * value + content.get();
            }
            hash = value;
        }

        @Override
        public void closed(@Nullable Throwable why) {
            calledAfterClose |= closed.getCount() == 0;
            cause = why;
            closed.countDown();
        }

        Stream awaitOpened() throws InterruptedException {
            assertThat(opened.await(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("opened")
                    .isTrue();
            return this;
        }

        Stream awaitClosed() throws InterruptedException {
            assertThat(closed.await(TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("closed")
                    .isTrue();
            assertThat(calledAfterClose).as("called after close").isFalse();
            return this;
        }
    }

    /** Sends its request as soon as the stream is open. */
    static final class Sending extends Stream {

        private final byte[] request;

        Sending(byte[] request) {
            this.request = request;
        }

        @Override
        public void opened(Connection stream) {
            super.opened(stream);
            stream.send(ByteBuffer.wrap(request));
        }
    }
}
