package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.ErrorResponse;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.User;
import io.gossip.wire.WireException;
import io.gossip.wire.WireLimits;
import io.gossip.wire.WireOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamClientTest {

    private static final Ping QUESTION = new Ping(1, "b", Say.addressOf("a"), "a");
    private static final Ack ANSWER = new Ack(1, Bytes.EMPTY);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Rig rig = new Rig();
    private final Peer b = rig.stranger("b");
    private final List<String> outcomes = new ArrayList<>();

    private final StreamClient.Listener listener = new StreamClient.Listener() {
        @Override
        public void responded(Message response) {
            outcomes.add(response.toString());
        }

        @Override
        public void failed(String why) {
            outcomes.add(why);
        }
    };

    @Test
    void asksAndIsAnswered() {
        b.answersStreams(request -> ANSWER);
        ask();
        rig.time.runUntilIdle();
        assertThat(b.requests).containsExactly(QUESTION);
        assertThat(outcomes).containsExactly(ANSWER.toString());
        rig.advanceMillis(5000);
        assertThat(outcomes).as("told once").hasSize(1);
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void reportsHowMuchCameBack() {
        b.answersStreams(request -> ANSWER);
        ask();
        rig.time.runUntilIdle();
        b.answersStreams(request -> null);
        ask();
        rig.time.runUntilIdle();
        assertThat(rig.metrics.streamMessagesReceived)
                .containsExactly(rig.streams.sealResponse(ANSWER).remaining());
        assertThat(rig.metrics.encryptedFrames).isEmpty();
        assertThat(rig.metrics.localStates).isEmpty();
    }

    @Test
    void reportsTheLengthOfEncryptedFrames() {
        Keyring keyring = new Keyring();
        keyring.add(Say.text("0123456789abcdef"));
        Rig encrypting = new Rig(settings -> settings.framing(
                new FramingConfig("", false, true, keyring, true, true, 1, false, WireLimits.DEFAULTS)));
        Peer peer = encrypting.stranger("b").answersStreams(request -> ANSWER);
        encrypting.streamClient.exchange(peer.socketAddress, request -> request.accept(QUESTION), SECOND, listener);
        encrypting.time.runUntilIdle();
        int length = encrypting.streams.sealResponse(ANSWER).remaining();
        assertThat(encrypting.metrics.streamMessagesReceived).containsExactly(length);
        assertThat(encrypting.metrics.encryptedFrames).as("without header").containsExactly(length - 5);
    }

    @Test
    void reportsTheTrueSizeOfTheStateItSends() {
        WireOutput encoded = new WireOutput(512);
        rig.antiEntropy.localState(false, state -> {
            rig.codec.encodeStream(state, encoded);
            rig.streamClient.exchange(b.socketAddress, request -> request.accept(state), SECOND, listener);
        });
        rig.time.runUntilIdle();
        assertThat(rig.metrics.localStates).containsExactly(encoded.length());
    }

    @Test
    void closesWhenItIsAnsweredEvenIfTheOtherSideDoesNot() {
        b.onStream((connection, request) -> connection.send(rig.streams.sealResponse(ANSWER)));
        ask();
        rig.time.runUntilIdle();
        assertThat(outcomes).containsExactly(ANSWER.toString());
        assertThat(rig.socket.openConnections()).isZero();
        assertThat(b.transport.openConnections()).isZero();
    }

    @Test
    void makesTheRequestWhenTheStreamIsOpen() {
        rig.net.setLatency(Duration.ofMillis(100));
        b.answersStreams(request -> ANSWER);
        long[] madeAt = new long[1];
        long start = rig.time.nanoTime();
        rig.streamClient.exchange(
                b.socketAddress,
                request -> {
                    madeAt[0] = rig.time.nanoTime() - start;
                    request.accept(QUESTION);
                },
                SECOND,
                listener);
        rig.advanceMillis(400);
        assertThat(Duration.ofNanos(madeAt[0])).hasMillis(200);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void tellsWhatTheOtherSideReports() {
        b.answersStreams(request -> new ErrorResponse("no such thing"));
        ask();
        rig.time.runUntilIdle();
        assertThat(outcomes).singleElement().asString().contains("no such thing");
    }

    @Test
    void failsWhenTheStreamIsClosedWithoutAnAnswer() {
        b.answersStreams(request -> null);
        ask();
        rig.time.runUntilIdle();
        assertThat(outcomes).containsExactly("closed without an answer");
        rig.advanceMillis(5000);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void failsWhenTheStreamIsReset() {
        b.onStream((connection, request) -> connection.abort());
        ask();
        rig.time.runUntilIdle();
        assertThat(outcomes).singleElement().asString().contains("reset");
    }

    @Test
    void failsWhenNobodyListens() {
        rig.streamClient.exchange(
                new InetSocketAddress("10.0.0.99", 1), request -> request.accept(QUESTION), SECOND, listener);
        rig.time.runUntilIdle();
        assertThat(outcomes).singleElement().asString().contains("refused");
    }

    @Test
    void failsOnceWhenNobodyCanBeReached() {
        rig.net.block(rig.transport.localAddress(), b.socketAddress);
        ask();
        rig.advanceMillis(999);
        assertThat(outcomes).isEmpty();
        rig.advanceMillis(5000);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void failsOnAnUnreadableAnswerAndCountsIt() {
        b.onStream((connection, request) -> connection.send(ByteBuffer.wrap(new byte[] {99, 1, 2, 3})));
        ask();
        rig.time.runUntilIdle();
        assertThat(outcomes).singleElement().asString().contains("unreadable");
        assertThat(rig.metrics.rejected).containsExactly(WireException.Reason.UNKNOWN_TYPE);
        assertThat(rig.socket.openConnections()).isZero();
    }

    @Test
    void failsOnARequestWhereAnAnswerBelongs() {
        b.onStream((connection, request) -> connection.send(rig.streams.sealResponse(QUESTION)));
        ask();
        rig.time.runUntilIdle();
        assertThat(outcomes).singleElement().asString().contains("unreadable");
    }

    @Test
    void theDeadlineIsForTheWholeExchangeHoweverTheAnswerTrickles() {
        b.onStream((connection, request) -> {
            ByteBuffer bytes = rig.streams.sealResponse(ANSWER);
            for (int i = 0; bytes.hasRemaining(); i++) {
                ByteBuffer one = ByteBuffer.wrap(new byte[] {bytes.get()});
                rig.time.after(Duration.ofMillis(200L * i), () -> connection.send(one));
            }
        });
        ask();
        rig.advanceMillis(999);
        assertThat(outcomes).isEmpty();
        rig.advanceMillis(1);
        assertThat(outcomes).containsExactly("no answer in time");
        assertThat(rig.socket.openConnections()).isZero();
        rig.advanceMillis(60_000);
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void anAnswerInPiecesIsAnAnswer() {
        rig.net.setSegmentSize(1);
        b.answersStreams(request -> ANSWER);
        ask();
        rig.time.runUntilIdle();
        assertThat(outcomes).containsExactly(ANSWER.toString());
    }

    @Test
    void aPingIsAnsweredByItsOwnNumberOnly() {
        List<String> acks = new ArrayList<>();
        b.answersStreams(request -> new Ack(2, Bytes.EMPTY));
        rig.streamClient.ping(b.socketAddress, QUESTION, SECOND, () -> acks.add("wrong"));
        rig.time.runUntilIdle();
        assertThat(acks).isEmpty();
        b.answersStreams(request -> ANSWER);
        rig.streamClient.ping(b.socketAddress, QUESTION, SECOND, () -> acks.add("right"));
        rig.time.runUntilIdle();
        assertThat(acks).containsExactly("right");
    }

    @Test
    void aMessageWithoutAnAnswerIsSentAndTheStreamClosed() {
        rig.streamClient.send(b.socketAddress, new User(Say.text("hello")), SECOND, why -> outcomes.add("" + why));
        rig.time.runUntilIdle();
        assertThat(b.requests).containsExactly(new User(Say.text("hello")));
        assertThat(outcomes).containsExactly("null");
        assertThat(rig.socket.openConnections()).isZero();
        assertThat(rig.metrics.streamMessagesSent).isEqualTo(1);
    }

    @Test
    void aMessageThatCannotBeSentIsReported() {
        rig.streamClient.send(
                new InetSocketAddress("10.0.0.99", 1), new User(Bytes.EMPTY), SECOND, why -> outcomes.add("" + why));
        rig.time.runUntilIdle();
        assertThat(outcomes).singleElement().asString().contains("refused");
    }

    private void ask() {
        rig.streamClient.exchange(b.socketAddress, request -> request.accept(QUESTION), SECOND, listener);
    }
}
