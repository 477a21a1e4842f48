package io.gossip.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Resolver;
import io.gossip.transport.Transport;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VirtualNetworkTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualNetwork net = new VirtualNetwork(time, new SplittableRandom(1));
    private final VirtualTransport a = net.bind("10.0.0.1", 7946);
    private final VirtualTransport b = net.bind("10.0.0.2", 7946);
    private final List<String> seen = new ArrayList<>();

    private final Transport.SendListener sending = new Transport.SendListener() {
        @Override
        public void sent() {
            seen.add("sent");
        }

        @Override
        public void failed(Throwable cause) {
            seen.add("failed " + cause.getMessage());
        }
    };

    @Test
    void packetsArriveAfterTheLatencyOnTheReceiversLoop() {
        b.start(new Recorder("b"));
        net.setLatency(Duration.ofMillis(5));
        a.send(b.localAddress(), text("hello"), sending);
        assertThat(seen).isEmpty();
        time.advance(Duration.ofMillis(4));
        assertThat(seen).containsExactly("sent");
        time.advance(Duration.ofMillis(1));
        assertThat(seen).containsExactly("sent", "b got hello from 10.0.0.1");
    }

    @Test
    void showsWhatIsReadWhenItIsRead() {
        b.start(new Recorder("b"));
        net.onReceipt(packet -> seen.add(packet.to() + " reads"));
        b.blockIo();
        a.send(b.localAddress(), text("hello"), new Ignoring());
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).isEmpty();
        b.unblockIo();
        time.runUntilIdle();
        assertThat(seen).containsExactly(b.localAddress() + " reads", "b got hello from 10.0.0.1");
    }

    @Test
    void tellsWhenAllThatIsUnderWayHasArrived() {
        net.setLatency(Duration.ofMillis(5));
        a.send(b.localAddress(), text("first"), new Ignoring());
        net.setLatency(Duration.ofMillis(1));
        a.send(b.localAddress(), text("second"), new Ignoring());
        assertThat(net.underWay()).isEqualTo(Duration.ofMillis(5));
        time.advance(Duration.ofMillis(3));
        assertThat(net.underWay()).isEqualTo(Duration.ofMillis(2));
        time.advance(Duration.ofMillis(3));
        assertThat(net.underWay()).isZero();
    }

    @Test
    void losesAboutAsManyPacketsAsAsked() {
        b.start(new Recorder("b"));
        net.setLoss(0.2);
        for (int i = 0; i < 1000; i++) {
            a.send(b.localAddress(), text("x"), new Ignoring());
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).hasSizeBetween(750, 850);
        assertThat(net.packetsSent()).isEqualTo(1000);
    }

    @Test
    void cutsBothPacketsAndStreamsUntilHealed() {
        b.start(new Recorder("b"));
        net.partition(Set.of(a.localAddress()), Set.of(b.localAddress()));
        a.send(b.localAddress(), text("lost"), new Ignoring());
        a.connect(b.localAddress(), Duration.ofSeconds(2).toNanos(), new Recorder("a"));
        time.advance(Duration.ofSeconds(3));
        assertThat(seen).containsExactly("a closed " + SocketTimeoutException.class.getSimpleName());
        net.heal();
        a.send(b.localAddress(), text("back"), new Ignoring());
        time.advance(Duration.ofMillis(1));
        assertThat(seen).hasSize(2).last().isEqualTo("b got back from 10.0.0.1");
    }

    @Test
    void streamsCarryBytesBothWaysAndEnd() {
        net.setSegmentSize(3);
        net.setJitter(Duration.ofMillis(10));
        b.start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {}

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                connection.send(text("welcome"));
                return new Recorder("b");
            }
        });
        a.connect(b.localAddress(), Duration.ofSeconds(1).toNanos(), new Recorder("a") {
            @Override
            public void opened(Connection connection) {
                super.opened(connection);
                connection.send(text("12345"));
            }

            @Override
            public void received(Connection connection, ByteBuffer bytes) {
                super.received(connection, bytes);
                if (count == 3) {
                    connection.close();
                }
            }
        });
        time.advance(Duration.ofSeconds(1));
        assertThat(seen.stream().filter(line -> line.startsWith("a")))
                .containsExactly("a opened", "a read wel", "a read com", "a read e", "a closed null");
        assertThat(seen.stream().filter(line -> line.startsWith("b")))
                .containsExactly("b read 123", "b read 45", "b closed null");
        assertThat(a.openConnections()).isZero();
        assertThat(b.openConnections()).isZero();
    }

    @Test
    void refusesStreamsWhereNobodyListensAndIsSilentForTheDead() {
        b.start(new Recorder("b"));
        a.connect(VirtualNetwork.address("10.0.0.9", 1), Duration.ofSeconds(1).toNanos(), new Recorder("a"));
        time.advance(Duration.ofMillis(2));
        assertThat(seen).containsExactly("a closed " + ConnectException.class.getSimpleName());
        net.kill(b.localAddress());
        a.connect(b.localAddress(), Duration.ofSeconds(1).toNanos(), new Recorder("a"));
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).last().isEqualTo("a closed " + SocketTimeoutException.class.getSimpleName());
        VirtualTransport again = net.bind("10.0.0.2", 7946);
        again.start(new Recorder("again"));
        a.send(again.localAddress(), text("x"), new Ignoring());
        time.advance(Duration.ofMillis(1));
        assertThat(seen).last().isEqualTo("again got x from 10.0.0.1");
    }

    @Test
    void aPausedLoopHandlesItsBacklogBeforeItsTimers() {
        b.start(new Recorder("b"));
        VirtualEventLoop loop = b.eventLoop();
        loop.onStall(late -> seen.add("late " + Duration.ofNanos(late).toMillis()));
        loop.schedule(Duration.ofMillis(500).toNanos(), () -> seen.add("timer"));
        time.advance(Duration.ofMillis(100));
        loop.pause();
        time.advance(Duration.ofMillis(600));
        a.send(b.localAddress(), text("ack"), new Ignoring());
        time.advance(Duration.ofMillis(300));
        assertThat(seen).isEmpty();
        loop.resume();
        time.runUntilIdle();
        assertThat(seen).containsExactly("b got ack from 10.0.0.1", "late 500", "timer");
    }

    @Test
    void tellsWhatTasksThrow() {
        a.eventLoop().execute(() -> {
            throw new IllegalStateException("boom");
        });
        assertThatThrownBy(time::runUntilIdle)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("boom");
        assertThat(time.takeFailures()).isEmpty();
        a.eventLoop().schedule(5, () -> {
            throw new IllegalStateException("again");
        });
        time.advance(Duration.ofSeconds(1));
        assertThat(time.takeFailures()).hasSize(1);
    }

    @Test
    void closingEndsStreamsAndFreesTheAddress() {
        b.start(new Recorder("b"));
        a.connect(b.localAddress(), Duration.ofSeconds(1).toNanos(), new Recorder("a"));
        time.advance(Duration.ofMillis(10));
        b.close(() -> seen.add("free"));
        time.advance(Duration.ofMillis(10));
        assertThat(seen).containsExactly("a opened", "b closed IOException", "free", "a closed IOException");
        net.bind("10.0.0.2", 7946);
    }

    @Test
    void resolvesNamesAndLiterals() {
        net.name("seeds", "10.0.0.1", "10.0.0.2");
        Resolver resolver = net.resolver();
        for (String host : List.of("seeds", "10.1.2.3", "nowhere")) {
            a.eventLoop()
                    .run(() -> resolver.resolve(host, new Resolver.Callback() {
                        @Override
                        public void resolved(List<InetAddress> addresses) {
                            assertThat(a.eventLoop().inEventLoop()).isTrue();
                            seen.add(host + " " + addresses.size());
                        }

                        @Override
                        public void failed(Throwable cause) {
                            seen.add(host + " unknown");
                        }
                    }));
        }
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("seeds 2", "10.1.2.3 1", "nowhere unknown");
    }

    @Test
    void whoseInputAndOutputIsBlockedSendsFirstWhenItIsReleasedAndThenReads() {
        a.start(new Recorder("a"));
        b.start(new Recorder("b"));
        net.setLatency(Duration.ofMillis(5));
        a.blockIo();
        a.send(b.localAddress(), text("late"), sending);
        b.send(a.localAddress(), text("one"), new Ignoring());
        b.send(a.localAddress(), text("two"), new Ignoring());
        time.advance(Duration.ofSeconds(60));
        assertThat(seen).isEmpty();
        a.unblockIo();
        time.advance(Duration.ofMillis(5));
        assertThat(seen)
                .containsExactly(
                        "sent", "a got one from 10.0.0.2", "a got two from 10.0.0.2", "b got late from 10.0.0.1");
    }

    @Test
    void whatIsNotReadBeforeInputIsBlockedAgainWaitsOnInItsOrder() {
        a.start(new Recorder("a"));
        a.eventLoop().inputCost(Duration.ofMillis(1).toNanos());
        a.blockIo();
        for (int i = 1; i <= 4; i++) {
            b.send(a.localAddress(), text("" + i), new Ignoring());
        }
        time.advance(Duration.ofSeconds(1));
        a.unblockIo();
        time.advance(Duration.ofNanos(1_500_000));
        a.blockIo();
        b.send(a.localAddress(), text("5"), new Ignoring());
        time.advance(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("a got 1 from 10.0.0.2", "a got 2 from 10.0.0.2");
        a.unblockIo();
        b.send(a.localAddress(), text("6"), new Ignoring());
        time.advance(Duration.ofSeconds(1));
        assertThat(seen.subList(2, seen.size()))
                .containsExactly(
                        "a got 3 from 10.0.0.2",
                        "a got 4 from 10.0.0.2",
                        "a got 5 from 10.0.0.2",
                        "a got 6 from 10.0.0.2");
    }

    @Test
    void tellsForHowLongSomethingCouldNotRun() {
        VirtualEventLoop loop = b.eventLoop();
        b.start(new Recorder("b"));
        loop.schedule(Duration.ofMillis(3).toNanos(), () -> seen.add("timer"));
        assertThat(loop.waitingTimers()).isOne();
        loop.pause();
        time.advance(Duration.ofMillis(10));
        assertThat(loop.lateNanos()).isEqualTo(Duration.ofMillis(7).toNanos());
        loop.resume();
        time.advance(Duration.ofMillis(10));
        assertThat(loop.lateNanos()).isEqualTo(Duration.ofMillis(7).toNanos());
        assertThat(loop.waitingTimers()).isZero();

        loop.inputCost(Duration.ofMillis(2).toNanos());
        a.send(b.localAddress(), text("one"), new Ignoring());
        a.send(b.localAddress(), text("two"), new Ignoring());
        time.advance(Duration.ofMillis(10));
        assertThat(loop.lateNanos()).isEqualTo(Duration.ofMillis(9).toNanos());
    }

    @Test
    void tellsForHowLongNothingCouldBeSent() {
        a.blockIo();
        a.blockIo();
        time.advance(Duration.ofMillis(3));
        a.unblockIo();
        time.advance(Duration.ofMillis(3));
        assertThat(a.blockedNanos()).isEqualTo(Duration.ofMillis(6).toNanos());
        a.unblockIo();
        a.unblockIo();
        time.advance(Duration.ofMillis(3));
        assertThat(a.blockedNanos()).isEqualTo(Duration.ofMillis(6).toNanos());
    }

    @Test
    void acceptsOnlySoManyStreams() {
        VirtualTransport c = net.bind("10.0.0.3", 7946);
        b.start(new Recorder("b"));
        b.inboundStreams(2, 1);
        a.connect(b.localAddress(), Duration.ofSeconds(1).toNanos(), new Recorder("a1"));
        a.connect(b.localAddress(), Duration.ofSeconds(1).toNanos(), new Recorder("a2"));
        c.connect(b.localAddress(), Duration.ofSeconds(1).toNanos(), new Recorder("c"));
        time.advance(Duration.ofMillis(10));
        assertThat(a.openConnections()).isOne();
        assertThat(b.openConnections()).isEqualTo(2);
        assertThat(seen).contains("b refuses 10.0.0.1");
    }

    @Test
    void waitsForAConditionAndStopsThere() {
        a.eventLoop().schedule(Duration.ofSeconds(5).toNanos(), () -> seen.add("five"));
        long start = time.nanoTime();
        assertThat(time.advanceUntil(() -> !seen.isEmpty(), Duration.ofSeconds(10)))
                .isTrue();
        assertThat(time.nanoTime() - start).isEqualTo(Duration.ofSeconds(5).toNanos());
        assertThat(time.advanceUntil(() -> seen.size() > 1, Duration.ofSeconds(10)))
                .isFalse();
    }

    private static ByteBuffer text(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Ignoring implements Transport.SendListener {
        @Override
        public void sent() {}

        @Override
        public void failed(Throwable cause) {}
    }

    private class Recorder implements Transport.Handler, ConnectionHandler {

        private final String name;
        int count;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
            seen.add(name + " got " + StandardCharsets.US_ASCII.decode(packet) + " from "
                    + source.getAddress().getHostAddress());
        }

        @Override
        public ConnectionHandler connectionAccepted(Connection connection) {
            return this;
        }

        @Override
        public void connectionRefused(InetSocketAddress source) {
            seen.add(name + " refuses " + source.getAddress().getHostAddress());
        }

        @Override
        public void opened(Connection connection) {
            seen.add(name + " opened");
        }

        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            count++;
            seen.add(name + " read " + StandardCharsets.US_ASCII.decode(bytes));
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            seen.add(
                    name + " closed " + (cause == null ? null : cause.getClass().getSimpleName()));
        }
    }
}
