package io.gossip.memberlist;

import static io.gossip.memberlist.Say.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.ErrorResponse;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.PushPull;
import io.gossip.wire.Message.User;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import io.gossip.wire.WireException;
import io.gossip.wire.WireLimits;
import io.gossip.wire.WireOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamServerTest {

    /** A stream whose peer takes nothing. */
    private static final class SlowConnection implements Connection {
        private final InetSocketAddress remote;
        boolean aborted;

        SlowConnection(InetSocketAddress remote) {
            this.remote = remote;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return remote;
        }

        @Override
        public void send(ByteBuffer bytes) {}

        @Override
        public void close() {}

        @Override
        public void abort() {
            aborted = true;
        }
    }

    private Rig rig = new Rig();
    private Peer b = rig.stranger("b");

    private void use(String label, boolean encrypted) {
        Keyring keyring = new Keyring();
        if (encrypted) {
            keyring.add(Say.text("0123456789abcdef"));
        }
        rig = new Rig(settings -> settings.framing(
                new FramingConfig(label, false, true, keyring, true, true, 1, false, WireLimits.DEFAULTS)));
        b = rig.stranger("b");
    }

    @Test
    void aPingIsAnsweredAndTheStreamClosed() {
        Peer.Dialogue dialogue = b.asks(new Ping(42, "a", b.address, "b"));
        assertThat(dialogue.answers).containsExactly(new Ack(42, Bytes.EMPTY));
        assertThat(dialogue.closed).isTrue();
        assertThat(dialogue.cause).isNull();
        assertThat(rig.socket.openConnections()).isZero();
        assertThat(rig.metrics.streamsAccepted).isEqualTo(1);
        assertThat(rig.metrics.streamMessagesSent).isEqualTo(1);
    }

    @Test
    void reportsHowMuchCameIn() {
        ByteBuffer ping = rig.streams.sealRequest(new Ping(42, "a", b.address, "b"));
        int length = ping.remaining();
        b.writes(ping);
        b.writes(ByteBuffer.wrap(new byte[] {99}));
        assertThat(rig.metrics.streamMessagesReceived).containsExactly(length);
        assertThat(rig.metrics.encryptedFrames).isEmpty();
        assertThat(rig.metrics.localStates).isEmpty();
    }

    @Test
    void reportsTheLengthOfEncryptedFrames() {
        use("blue", true);
        ByteBuffer ping = rig.streams.sealRequest(new Ping(42, "a", b.address, "b"));
        int length = ping.remaining();
        b.writes(ping);
        assertThat(rig.metrics.streamMessagesReceived).containsExactly(length);
        assertThat(rig.metrics.encryptedFrames)
                .as("without label and header")
                .containsExactly(length - "..blue".length() - 5);
    }

    @Test
    void reportsTheTrueSizeOfTheStateItSends() {
        use("blue", true);
        b.asks(new PushPull(true, List.of(), Bytes.EMPTY, 0));
        WireOutput encoded = new WireOutput(512);
        rig.antiEntropy.localState(true, state -> rig.codec.encodeStream(state, encoded));
        assertThat(rig.metrics.localStates).containsExactly(encoded.length());
    }

    @Test
    void aPingForWhoeverReceivesItIsAnswered() {
        assertThat(b.asks(new Ping(42, "", null, "")).answers).hasSize(1);
    }

    @Test
    void aPingForAnotherNodeIsNot() {
        expectSilentEnd(b.asks(new Ping(42, "c", b.address, "b")));
    }

    @Test
    void theAckGoesBackOnTheStreamWhateverThePingSays() {
        Peer c = rig.stranger("c");
        assertThat(b.asks(new Ping(42, "a", c.address, "c")).answers).hasSize(1);
        assertThat(c.heard).isEmpty();
    }

    @Test
    void aPushPullIsAnsweredWithWhatWasKnownBefore() {
        rig.membership.alive(Say.alive("c", 1));
        rig.application.state = Say.text("ours");
        Peer.Dialogue dialogue =
                b.asks(new PushPull(true, List.of(known("b", 1, NodeState.ALIVE)), Say.text("theirs"), 0));
        assertThat(dialogue.answers).singleElement().satisfies(answer -> {
            PushPull view = (PushPull) answer;
            assertThat(view.join()).isTrue();
            assertThat(view.userState()).isEqualTo(Say.text("ours"));
            assertThat(view.nodes())
                    .containsExactlyInAnyOrder(known("a", 1, NodeState.ALIVE), known("c", 1, NodeState.ALIVE));
        });
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(rig.application.remoteStates).containsExactly("theirs (join)");
    }

    @Test
    void theAnswerRepeatsTheJoinFlag() {
        Peer.Dialogue dialogue = b.asks(new PushPull(false, List.of(), Say.text("theirs"), 0));
        assertThat(((PushPull) dialogue.answers.get(0)).join()).isFalse();
        assertThat(rig.application.remoteStates).containsExactly("theirs");
    }

    @Test
    void aPushPullThatDoesNotFitIsAnsweredButNotMerged() {
        Peer.Dialogue dialogue = b.asks(new PushPull(
                true, List.of(known("b", 1, NodeState.ALIVE, new Versions(4, 5, 4, 0, 0, 0))), Say.text("theirs"), 0));
        assertThat(dialogue.answers).hasSize(1);
        assertThat(rig.table.get("b")).isNull();
        assertThat(rig.application.remoteStates).isEmpty();
    }

    @Test
    void aUserMessageReachesTheApplicationWithoutAnAnswer() {
        expectSilentEnd(b.asks(new User(Say.text("hello"))));
        assertThat(rig.application.messages).containsExactly("hello");
    }

    @Test
    void anEmptyUserMessageDoesNot() {
        expectSilentEnd(b.asks(new User(Bytes.EMPTY)));
        assertThat(rig.application.messages).isEmpty();
    }

    @ParameterizedTest(name = "type {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 11, 12, 13, 14, 99, 255})
    void whateverIsNoRequestIsNotAnswered(int type) {
        expectSilentEnd(b.writes(ByteBuffer.wrap(new byte[] {(byte) type, (byte) 0x80, 0, 0, 0, 0})));
    }

    @Test
    void aWellFormedAckIsNoRequest() {
        expectSilentEnd(b.writes(rig.streams.sealResponse(new Ack(1, Bytes.EMPTY))));
    }

    @Test
    void tooManyNodesAreNotAnswered() {
        // A push/pull header that claims 2,000,000 nodes.
        byte[] bytes = HexFormat.of().parseHex("0683a44a6f696ec3a54e6f646573d2001e8480ac5573657253746174654c656e00");
        expectSilentEnd(b.writes(ByteBuffer.wrap(bytes)));
    }

    @Test
    void anUnknownCompressionIsToldToTheOtherSide() {
        Peer.Dialogue dialogue = b.writes(ByteBuffer.wrap(HexFormat.of().parseHex("0982a4416c676f01a3427566a0")));
        assertThat(dialogue.answers).singleElement().isInstanceOf(ErrorResponse.class);
        assertThat(((ErrorResponse) dialogue.answers.get(0)).error()).isNotEmpty();
        assertThat(dialogue.closed).isTrue();
        assertThat(rig.metrics.rejected).hasSize(1);
    }

    @Test
    void aCompressedNothingIsToldToTheOtherSide() {
        Peer.Dialogue dialogue = b.writes(ByteBuffer.wrap(HexFormat.of().parseHex("0982a4416c676f00a3427566a3000302")));
        assertThat(dialogue.answers).containsExactly(new ErrorResponse("decompressed message is empty"));
    }

    @Test
    void anEncryptedRequestToAPlainNodeIsToldToTheOtherSide() {
        byte[] bytes = HexFormat.of()
                .parseHex("0a0000002e01000102030405060708090a0bfdbd605371105e948617a249a5eafe4201"
                        + "a39fa69714991aa84673c4057576c85c");
        Peer.Dialogue dialogue = b.writes(ByteBuffer.wrap(bytes));
        assertThat(dialogue.answers)
                .containsExactly(new ErrorResponse("remote state is encrypted and encryption is not configured"));
    }

    @Test
    void aPlainRequestToAnEncryptingNodeIsToldInItsOwnEncryption() {
        use("", true);
        Peer.Dialogue dialogue = b.writes(ByteBuffer.wrap(HexFormat.of().parseHex("0082a44e6f6465a161a55365714e6f01")));
        assertThat(dialogue.answers).singleElement().isInstanceOf(ErrorResponse.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0082a44e6f6465a161a55365714e6f01", "f403726564", "f400"})
    void aStreamWithoutTheClustersLabelIsNotAnswered(String hex) {
        use("blue", false);
        expectSilentEnd(b.writes(ByteBuffer.wrap(HexFormat.of().parseHex(hex))));
        assertThat(b.asks(new Ping(1, "a", null, "")).answers)
                .as("with the label")
                .hasSize(1);
    }

    @Test
    void aRequestInPiecesIsARequest() {
        rig.net.setSegmentSize(1);
        assertThat(b.asks(new Ping(42, "a", b.address, "b")).answers).hasSize(1);
    }

    @Test
    void whatFollowsARequestIsIgnored() {
        ByteBuffer ping = rig.streams.sealRequest(new Ping(42, "a", b.address, "b"));
        ByteBuffer twice = ByteBuffer.allocate(2 * ping.remaining());
        twice.put(ping.duplicate()).put(ping.duplicate()).flip();
        assertThat(b.writes(twice).answers).hasSize(1);
    }

    @Test
    void halfARequestIsNothing() {
        ByteBuffer ping = rig.streams.sealRequest(new Ping(42, "a", b.address, "b"));
        ping.limit(ping.limit() - 3);
        Peer.Dialogue dialogue = b.writes(ping);
        assertThat(dialogue.closed).isFalse();
        dialogue.write(ByteBuffer.wrap(new byte[0]));
        assertThat(dialogue.answers).isEmpty();
        assertThat(rig.metrics.rejected).isEmpty();
    }

    @Test
    void aRequestThatDripsIsCutOffWhenItsTimeIsOverHoweverBusyItIs() {
        ByteBuffer ping = rig.streams.sealRequest(new Ping(42, "a", b.address, "b"));
        Peer.Dialogue dialogue = b.writes(ping.slice(0, 1));
        for (int second = 1; second <= 9; second++) {
            rig.advanceMillis(1000);
            dialogue.write(ping.slice(second, 1));
        }
        rig.advanceMillis(999);
        assertThat(dialogue.closed).isFalse();
        rig.advanceMillis(1);
        assertThat(dialogue.closed).isTrue();
        assertThat(dialogue.answers).isEmpty();
        assertThat(rig.metrics.rejected).containsExactly(WireException.Reason.TRUNCATED);
        assertThat(rig.socket.openConnections()).isZero();
    }

    @Test
    void whoConnectsAndSaysNothingIsCutOffToo() {
        Peer.Dialogue dialogue = b.writes(ByteBuffer.allocate(0));
        rig.advanceMillis(9999);
        assertThat(dialogue.closed).isFalse();
        rig.advanceMillis(1);
        assertThat(dialogue.closed).isTrue();
    }

    @Test
    void anAnswerThatIsNotTakenIsGivenUp() {
        SlowConnection slow = new SlowConnection(b.socketAddress);
        ConnectionHandler session = rig.streamServer.accept(slow);
        rig.advanceMillis(9000);
        session.received(slow, rig.streams.sealRequest(new Ping(42, "a", b.address, "b")));
        rig.advanceMillis(9999);
        assertThat(slow.aborted).isFalse();
        rig.advanceMillis(1);
        assertThat(slow.aborted).isTrue();
    }

    @Test
    void noClockRunsForAStreamThatIsClosed() {
        b.asks(new Ping(42, "a", b.address, "b"));
        b.asks(new PushPull(false, List.of(), Bytes.EMPTY, 0));
        rig.time.runUntilIdle();
        assertThat(rig.loop.waitingTimers()).isZero();
    }

    @Test
    void onlySoManyPushPullsAreAnsweredAtATime() {
        // Inside compression nobody sees what it is before it is all there.
        FramingConfig bare =
                new FramingConfig("", false, false, new Keyring(), true, true, 1, false, WireLimits.DEFAULTS);
        rig = new Rig(settings -> settings.maxPushPulls(2).framing(bare));
        b = rig.stranger("b");
        ByteBuffer request = rig.streams.sealRequest(new PushPull(false, List.of(), Say.text("state"), 0));
        ByteBuffer start = request.slice(0, request.remaining() - 1);
        ByteBuffer end = request.slice(request.remaining() - 1, 1);
        Peer.Dialogue first = b.writes(start.duplicate());
        Peer.Dialogue second = b.writes(start.duplicate());
        Peer.Dialogue third = b.writes(start.duplicate());
        expectSilentEnd(third);
        assertThat(rig.metrics.rejected).containsExactly(WireException.Reason.OVERLOAD);
        assertThat(rig.streamServer.pushPulls()).isEqualTo(2);
        assertThat(rig.streamServer.sessions()).isEqualTo(2);
        assertThat(rig.streamServer.keptBytes()).isEqualTo(2 * (request.remaining() - 1));
        expectSilentEnd(b.writes(request.duplicate()));
        assertThat(b.asks(new Ping(1, "a", null, "")).answers)
                .as("a ping is no push/pull")
                .hasSize(1);
        first.write(end);
        rig.time.runUntilIdle();
        assertThat(first.answers).hasSize(1);
        assertThat(rig.streamServer.pushPulls()).isOne();
        assertThat(rig.streamServer.sessions()).isOne();
        assertThat(rig.streamServer.keptBytes()).isEqualTo(request.remaining() - 1);
        assertThat(b.writes(request.duplicate()).answers)
                .as("there is room again")
                .hasSize(1);
        second.reset();
        rig.time.runUntilIdle();
        assertThat(b.writes(start.duplicate()).closed).isFalse();
        assertThat(b.writes(start.duplicate()).closed)
                .as("the broken one counts no more")
                .isFalse();
    }

    @Test
    void onlySoManyStreamsOfOneSourceAreAcceptedInATime() {
        rig = new Rig(settings -> settings.packetsPerSecondPerSource(100));
        b = rig.stranger("b");
        Peer c = rig.stranger("c");
        for (int i = 0; i < 50; i++) {
            assertThat(b.asks(new Ping(i, "a", null, "")).answers).hasSize(1);
        }
        Peer.Dialogue refused = b.asks(new Ping(50, "a", null, ""));
        assertThat(refused.answers).isEmpty();
        assertThat(refused.closed).isTrue();
        assertThat(rig.metrics.rejected).containsExactly(WireException.Reason.OVERLOAD);
        assertThat(rig.metrics.streamsAccepted).isEqualTo(50);
        assertThat(c.asks(new Ping(1, "a", null, "")).answers).hasSize(1);
        rig.advanceMillis(100);
        assertThat(b.asks(new Ping(51, "a", null, "")).answers).hasSize(1);
    }

    private static void expectSilentEnd(Peer.Dialogue dialogue) {
        assertThat(dialogue.open).isTrue();
        assertThat(dialogue.answers).isEmpty();
        assertThat(dialogue.closed).isTrue();
    }

    @Test
    void manyAreServedSideBySide() {
        for (int i = 0; i < 20; i++) {
            List<Message> answers = b.asks(new Ping(i, "a", b.address, "b")).answers;
            assertThat(answers).containsExactly(new Ack(i, Bytes.EMPTY));
        }
        assertThat(rig.socket.openConnections()).isZero();
    }
}
