package io.gossip.transport.netty;

import static io.gossip.transport.netty.TestNode.random;
import static io.gossip.transport.netty.TestNode.socket;
import static io.gossip.transport.netty.TestNode.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.runtime.netty.NettyEventLoops;
import io.gossip.transport.Connection;
import io.gossip.transport.netty.TestNode.Sending;
import io.gossip.transport.netty.TestNode.Stream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams and their limits, with real sockets on loopback. */
@Timeout(60)
class NettyStreamsIT {

    private static final int FIVE_MB = 5_000_000;

    private final NettyEventLoops loops = new NettyEventLoops("transport-test", 2);
    private final TestNode a = new TestNode(loops.next());
    private final TestNode b = new TestNode(loops.next());

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void streamsCarryFiveMegabytesEachWay() throws Exception {
        start();
        byte[] content = random(FIVE_MB);
        Stream[] server = {null};
        b.acceptor = connection -> server[0] = new Stream() {
            @Override
            public void received(Connection stream, ByteBuffer bytes) {
                super.received(stream, bytes);
                if (this.bytes == FIVE_MB) {
                    stream.send(ByteBuffer.wrap(content));
                    stream.close();
                }
            }
        };
        Stream client = a.connect(b.address(), new Sending(content));
        assertThat(client.awaitClosed().cause).isNull();
        assertThat(client.bytes).isEqualTo(FIVE_MB);
        assertThat(client.hash).isEqualTo(Arrays.hashCode(content));
        assertThat(server[0].awaitClosed().cause).isNull();
        assertThat(server[0].hash).isEqualTo(client.hash);
        assertThat(connectionOf(client).remoteAddress()).isEqualTo(b.address());
    }

    @Test
    void anAnswerSurvivesAlthoughTheRequestHadMoreBytesThanWereRead() throws Exception {
        start();
        byte[] answer = random(300_000);
        b.acceptor = connection -> new Stream() {
            @Override
            public void received(Connection stream, ByteBuffer bytes) {
                stream.send(ByteBuffer.wrap(answer));
                stream.close();
            }
        };
        // A plain socket that goes on sending while the answer is under way, and reads late.
        try (Socket socket = new Socket(b.address().getAddress(), b.address().getPort())) {
            for (int i = 0; i < 100; i++) {
                socket.getOutputStream().write(random(1_000));
            }
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(answer);
        }
    }

    @Test
    void whatIsQueuedReachesAPeerThatEndedItsSideFirst() throws Exception {
        start();
        byte[] answer = random(3_000_000);
        b.acceptor = connection -> new Stream() {
            @Override
            public void received(Connection stream, ByteBuffer bytes) {
                stream.send(ByteBuffer.wrap(answer));
            }
        };
        try (Socket socket = new Socket(b.address().getAddress(), b.address().getPort())) {
            socket.getOutputStream().write(text("request"));
            assertThat(socket.getInputStream().readNBytes(1)).hasSize(1);
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).hasSize(answer.length - 1);
        }
    }

    @Test
    void abortingTellsThePeerThatSomethingIsMissing() throws Exception {
        start();
        Stream server = new Stream();
        b.acceptor = connection -> server;
        Stream client = a.connect(b.address()).awaitOpened();
        a.loop.execute(() -> {
            connectionOf(client).abort();
            connectionOf(client).abort();
            connectionOf(client).send(ByteBuffer.wrap(text("too late")));
            connectionOf(client).close();
        });
        assertThat(client.awaitClosed().cause).hasMessageContaining("aborted");
        assertThat(server.awaitClosed().cause).isInstanceOf(IOException.class);
        assertThat(server.bytes).isZero();
    }

    @Test
    void aRefusedConnectionIsToldAsSuch() throws Exception {
        start();
        InetSocketAddress nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
        Stream stream = a.connect(nobody).awaitClosed();
        assertThat(stream.cause).isInstanceOf(ConnectException.class);
        assertThat(stream.opened.getCount()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsNotAnsweredTimesOut() throws Exception {
        start();
        List<Socket> fillers = new ArrayList<>();
        // A backlog of one that nobody accepts from: Linux then ignores further attempts.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            boolean silent = false;
            while (!silent && fillers.size() < 20) {
                Socket filler = new Socket();
                fillers.add(filler);
                try {
                    filler.connect(full.getLocalSocketAddress(), 100);
                } catch (SocketTimeoutException e) {
                    silent = true;
                }
            }
            assertThat(silent).isTrue();
            Stream stream = new Stream();
            a.loop.execute(() -> a.transport.connect(
                    (InetSocketAddress) full.getLocalSocketAddress(),
                    Duration.ofMillis(100).toNanos(),
                    stream));
            assertThat(stream.awaitClosed().cause)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("timed out");
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void closesStreamsInExcessOfTheLimits() throws Exception {
        TestNode small =
                new TestNode(loops.next(), NettyTransportConfig.defaults().withInboundConnections(3, 2)).start();
        AtomicInteger accepted = new AtomicInteger();
        small.acceptor = connection -> {
            accepted.incrementAndGet();
            return new Stream();
        };
        Socket one = socket(small);
        try (Socket two = socket(small);
                Socket three = socket(small)) {
            assertThat(endOf(three)).isEqualTo(-1);
            assertThat(accepted).hasValue(2);
            assertThat(small.transport.refusedConnections()).isEqualTo(1);
            assertThat(small.refused.poll(TestNode.TIMEOUT_SECONDS, TimeUnit.SECONDS))
                    .as("the one that is told of")
                    .isEqualTo(three.getLocalSocketAddress());
            one.close();
            await().until(() -> {
                try (Socket next = socket(small)) {
                    next.setSoTimeout(100);
                    return endOf(next) != -1;
                } catch (SocketTimeoutException stillOpen) {
                    return true;
                }
            });
            assertThat(two.isClosed()).isFalse();
        }
    }

    @Test
    void cutsAnAcceptedStreamAtItsDeadlineWhateverDripsIn() throws Exception {
        TestNode strict = new TestNode(
                        loops.next(),
                        NettyTransportConfig.defaults().withDeadlines(Duration.ofMillis(300), Duration.ofSeconds(1)))
                .start();
        Stream server = new Stream();
        strict.acceptor = connection -> server;
        try (Socket slow = socket(strict)) {
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                try {
                    slow.getOutputStream().write(1);
                } catch (IOException cut) {
                    return true;
                }
                return false;
            });
        }
        assertThat(server.awaitClosed().cause).isInstanceOf(SocketTimeoutException.class);
        assertThat(server.bytes).isPositive();
    }

    @Test
    void cutsAStreamWhosePeerDoesNotReadInTime() throws Exception {
        TestNode strict = new TestNode(
                        loops.next(),
                        NettyTransportConfig.defaults().withDeadlines(Duration.ofSeconds(20), Duration.ofMillis(200)))
                .start();
        Stream server = new Stream();
        strict.acceptor = connection -> {
            connection.send(ByteBuffer.wrap(random(20_000_000)));
            connection.close();
            return server;
        };
        try (Socket deaf = socket(strict)) {
            assertThat(server.awaitClosed().cause).isInstanceOf(SocketTimeoutException.class);
            assertThat(deaf.isConnected()).isTrue();
        }
    }

    @Test
    void cutsAStreamThatQueuesTooMuch() throws Exception {
        TestNode small =
                new TestNode(loops.next(), NettyTransportConfig.defaults().withBuffers(100_000, 65_536)).start();
        Stream server = new Stream();
        small.acceptor = connection -> {
            connection.send(ByteBuffer.wrap(random(90_000)));
            connection.send(ByteBuffer.wrap(random(100_001)));
            return server;
        };
        try (Socket client = socket(small)) {
            assertThat(server.awaitClosed().cause).hasMessageContaining("100000 bytes");
            assertThat(client.isConnected()).isTrue();
        }
    }

    private void start() {
        a.start();
        b.start();
    }

    private static int endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException reset) {
            return -1;
        }
    }

    private static Connection connectionOf(Stream stream) {
        Connection connection = stream.connection;
        assertThat(connection).isNotNull();
        return connection;
    }
}
