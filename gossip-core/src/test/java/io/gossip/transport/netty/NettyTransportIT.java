package io.gossip.transport.netty;

import static io.gossip.transport.netty.TestNode.random;
import static io.gossip.transport.netty.TestNode.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.gossip.interop.Loopback;
import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.runtime.netty.NettyEventLoops;
import io.gossip.transport.BindFailedException;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.gossip.transport.netty.TestNode.Sending;
import io.gossip.transport.netty.TestNode.Stream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Binding, packets, pauses and closing, with real sockets on loopback. */
@Timeout(60)
class NettyTransportIT {

    private final NettyEventLoops loops = new NettyEventLoops("transport-test", 2);
    private final TestNode a = new TestNode(loops.next());
    private final TestNode b = new TestNode(loops.next());

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void bindsPacketsAndStreamsToOneFreePort() {
        assertThat(a.address().getPort()).isPositive();
        assertThat(a.address().getAddress()).isEqualTo(InetAddress.getLoopbackAddress());
        assertThatThrownBy(() -> new DatagramSocket(a.address()).close()).isInstanceOf(SocketException.class);
        assertThatThrownBy(() ->
                        new ServerSocket(a.address().getPort(), 1, a.address().getAddress()).close())
                .isInstanceOf(SocketException.class);
    }

    @Test
    void packetsGoThereAndBackFromTheBoundSocket() throws Exception {
        start();
        a.send(b.address(), text("ping"));
        TestNode.Packet ping = b.nextPacket();
        assertThat(ping.bytes()).isEqualTo(text("ping"));
        assertThat(ping.source()).isEqualTo(a.address());
        b.send(ping.source(), text("ack"));
        assertThat(a.nextPacket().bytes()).isEqualTo(text("ack"));
        assertThat(a.sends.take()).isEqualTo("sent");
    }

    @Test
    void packetsUpToTheLargestArriveWholeAndApart() throws Exception {
        start();
        int[] sizes = {60_000, 1, 65_507, 1_400, 9_000, 2};
        for (int size : sizes) {
            a.send(b.address(), random(size));
            assertThat(b.nextPacket().bytes()).isEqualTo(random(size));
        }
        a.send(b.address(), new byte[65_508]);
        for (int size : sizes) {
            assertThat(a.sends.poll(TestNode.TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("size " + size)
                    .isEqualTo("sent");
        }
        assertThat(a.sends.poll(TestNode.TIMEOUT_SECONDS, TimeUnit.SECONDS)).startsWith("failed");
    }

    @Test
    void emptyPacketsAreDropped() throws Exception {
        start();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new java.net.DatagramPacket(new byte[0], 0, b.address()));
            socket.send(new java.net.DatagramPacket(text("full"), 4, b.address()));
        }
        assertThat(b.nextPacket().bytes()).isEqualTo(text("full"));
        assertThat(b.packets).isEmpty();
    }

    @Test
    void aPortWhereNobodyListensDoesNotHarmTheSocket() throws Exception {
        start();
        InetSocketAddress nobody;
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
        }
        for (int i = 0; i < 3; i++) {
            a.send(nobody, text("unreachable"));
            a.send(b.address(), text("next"));
            b.nextPacket();
            b.send(a.address(), text("back"));
            assertThat(a.nextPacket().bytes()).isEqualTo(text("back"));
        }
    }

    @Test
    void isQuietUntilStartedAndThenDeliversWhatCameBefore() throws Exception {
        a.start();
        a.send(b.address(), text("early"));
        assertThat(a.sends.take()).isEqualTo("sent");
        Stream stream = a.connect(b.address()).awaitOpened();
        assertThat(b.packets).isEmpty();
        CountDownLatch accepted = new CountDownLatch(1);
        b.acceptor = connection -> {
            accepted.countDown();
            connection.close();
            return new Stream();
        };
        b.start();
        assertThat(b.nextPacket().bytes()).isEqualTo(text("early"));
        accepted.await();
        assertThat(stream.awaitClosed().cause).isNull();
    }

    @Test
    void aHandlerThatThrowsHarmsNeitherThePacketsNorTheOtherStreams() throws Exception {
        a.start();
        AtomicInteger calls = new AtomicInteger();
        b.acceptor = connection -> new Stream() {
            @Override
            public void received(Connection stream, ByteBuffer content) {
                throw new IllegalStateException("expected in this test");
            }
        };
        CountDownLatch second = new CountDownLatch(2);
        b.loop.execute(() -> b.transport.start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
                second.countDown();
                throw new IllegalStateException("expected in this test");
            }

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                if (calls.getAndIncrement() == 0) {
                    throw new IllegalStateException("expected in this test");
                }
                return b.connectionAccepted(connection);
            }
        }));
        a.send(b.address(), text("one"));
        a.send(b.address(), text("two"));
        second.await();
        assertThat(a.connect(b.address()).awaitClosed().cause).isInstanceOf(IOException.class);
        Stream stream = a.connect(b.address(), new Sending(text("request")));
        assertThat(stream.awaitClosed().cause).isInstanceOf(IOException.class);
        assertThat(calls).hasValue(2);
    }

    @Test
    void whoIsToldThatItIsClosedMayBindTheAddressAtOnce() throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Loopback.freePort());
        for (int i = 0; i < 500; i++) {
            NettyEventLoop loop = loops.next();
            NettyTransport transport = NettyTransport.bind(loop, address, NettyTransportConfig.defaults());
            CountDownLatch closed = new CountDownLatch(1);
            loop.execute(() -> transport.close(closed::countDown));
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closesWithinASecondWithOpenStreamsAndIsSilentAfterwards() throws Exception {
        start();
        Queue<Stream> servers = new ConcurrentLinkedQueue<>();
        b.acceptor = connection -> {
            Stream server = new Stream();
            servers.add(server);
            // More than fits anywhere, to a client that we keep from reading.
            connection.send(ByteBuffer.wrap(random(20_000_000)));
            if (servers.size() % 2 == 0) {
                connection.close();
            }
            return server;
        };
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            clients.add(new Socket(b.address().getAddress(), b.address().getPort()));
        }
        Stream opened = b.connect(a.address()).awaitOpened();
        await().until(() -> servers.size() == clients.size());
        long start = System.nanoTime();
        CountDownLatch closed = b.close();
        CountDownLatch again = b.close();
        assertThat(closed.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(again.await(1, TimeUnit.SECONDS)).isTrue();
        assertThat(opened.closed.getCount()).isZero();
        assertThat(servers).allMatch(server -> server.closed.getCount() == 0 && !server.calledAfterClose);
        // The address is free again, for both.
        NettyTransport.bind(loops.next(), b.address(), NettyTransportConfig.defaults());
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void whatIsAskedOfAClosedTransportFails() throws Exception {
        start();
        a.close().await();
        a.send(b.address(), text("late"));
        assertThat(a.sends.take()).startsWith("failed");
        assertThat(a.connect(b.address()).awaitClosed().cause).isNotNull();
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatThrownBy(() -> NettyTransport.bind(loops.next(), a.address(), NettyTransportConfig.defaults()))
                .asInstanceOf(type(BindFailedException.class))
                .satisfies(e -> {
                    assertThat(e.address()).isEqualTo(a.address());
                    assertThat(e.protocol()).isEqualTo("TCP");
                    assertThat(e.isAddressInUse()).isTrue();
                    assertThat(e)
                            .hasMessageContaining("127.0.0.1:" + a.address().getPort());
                });
    }

    @Test
    void aPortInUseForPacketsOnlyIsNamedToo() throws Exception {
        try (DatagramSocket taken = new DatagramSocket(Loopback.freePort(), InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(taken.getLocalAddress(), taken.getLocalPort());
            assertThatThrownBy(() -> NettyTransport.bind(loops.next(), address, NettyTransportConfig.defaults()))
                    .asInstanceOf(type(BindFailedException.class))
                    .satisfies(e -> {
                        assertThat(e.protocol()).isEqualTo("UDP");
                        assertThat(e.isAddressInUse()).isTrue();
                    });
            // Nothing is left behind on the TCP side, when the JVM's selector has looked at what was closed.
            await().atMost(Duration.ofSeconds(2))
                    .ignoreException(BindException.class)
                    .until(() -> {
                        new ServerSocket(address.getPort(), 1, address.getAddress()).close();
                        return true;
                    });
        }
    }

    @Test
    void anAddressOfNobodysInterfaceIsAnotherMatter() {
        InetSocketAddress foreign = new InetSocketAddress("192.0.2.1", 0);
        assertThatThrownBy(() -> NettyTransport.bind(loops.next(), foreign, NettyTransportConfig.defaults()))
                .asInstanceOf(type(BindFailedException.class))
                .satisfies(e -> assertThat(e.isAddressInUse()).isFalse());
    }

    @Test
    void cannotBlockTheLoopByBinding() {
        NettyEventLoop loop = loops.next();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                NettyTransport.bind(loop, a.address(), NettyTransportConfig.defaults());
            } catch (IllegalStateException e) {
                refused.incrementAndGet();
            }
            done.countDown();
        });
        await().until(() -> done.getCount() == 0);
        assertThat(refused).hasValue(1);
    }

    @Test
    void afterAPauseEverythingThatArrivedIsHandledBeforeOverdueTimers() throws Exception {
        List<String> order = new ArrayList<>();
        CountDownLatch paused = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch timers = new CountDownLatch(1);
        CountDownLatch streamEnded = new CountDownLatch(1);
        long[] late = new long[1];
        b.acceptor = connection -> new Stream() {
            @Override
            public void closed(@Nullable Throwable cause) {
                order.add("stream " + bytes);
                streamEnded.countDown();
            }
        };
        b.loop.execute(() -> b.transport.start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
                order.add("packet");
            }

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                return b.connectionAccepted(connection);
            }
        }));
        b.loop.execute(() -> {
            b.loop.onStall(nanos -> {
                late[0] = nanos;
                order.add("stalled");
            });
            b.loop.schedule(TimeUnit.MILLISECONDS.toNanos(5), () -> order.add("timeout"));
            b.loop.schedule(TimeUnit.MILLISECONDS.toNanos(10), timers::countDown);
            paused.countDown();
            long end = b.loop.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            while (b.loop.nanoTime() - end < 0 || arrived.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        paused.await();
        // More than one batch, both in number and in bytes, and less than the smallest usual socket buffer.
        int packets = 140;
        try (DatagramSocket socket = new DatagramSocket();
                Socket stream = new Socket(b.address().getAddress(), b.address().getPort())) {
            for (int i = 0; i < packets; i++) {
                socket.send(new java.net.DatagramPacket(new byte[1_000], 1_000, b.address()));
            }
            stream.getOutputStream().write(new byte[100_000]);
            stream.shutdownOutput();
            arrived.countDown();
            timers.await();
            streamEnded.await();
        }
        List<String> seen = new ArrayList<>();
        CountDownLatch copied = new CountDownLatch(1);
        b.loop.execute(() -> {
            seen.addAll(order);
            copied.countDown();
        });
        copied.await();
        assertThat(seen).hasSize(packets + 3);
        assertThat(seen.subList(0, packets + 1)).containsOnly("packet", "stream 100000");
        assertThat(seen).endsWith("stalled", "timeout");
        assertThat(TimeUnit.NANOSECONDS.toMillis(late[0])).isBetween(480L, 10_000L);
    }

    @Test
    void aFloodCannotStarveTimers() throws Exception {
        CountDownLatch timer = new CountDownLatch(1);
        b.loop.execute(() -> b.transport.start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
                // Each packet causes the next: the socket is never empty.
                b.transport.send(b.address(), packet, new Transport.SendListener() {
                    @Override
                    public void sent() {}

                    @Override
                    public void failed(Throwable cause) {}
                });
            }

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                return new Stream();
            }
        }));
        b.send(b.address(), text("echo"));
        b.loop.execute(() -> {
            b.loop.schedule(TimeUnit.MILLISECONDS.toNanos(5), timer::countDown);
            long end = b.loop.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
            while (b.loop.nanoTime() - end < 0) {
                Thread.onSpinWait();
            }
        });
        assertThat(timer.await(5, TimeUnit.SECONDS)).isTrue();
        b.close().await();
    }

    private void start() {
        a.start();
        b.start();
    }
}
