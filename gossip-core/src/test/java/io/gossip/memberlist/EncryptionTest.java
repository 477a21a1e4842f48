package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.virtual.DirectDispatcher;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import io.gossip.wire.WireLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole nodes with keys, and clusters that get their keys or change them while they run (section 12.4). */
class EncryptionTest {

    private static final Bytes A = Say.text("aaaaaaaaaaaaaaaa");
    private static final Bytes B = Say.text("bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb");
    private static final Duration A_WHILE = Duration.ofSeconds(40);

    /** What a node does with its key. */
    private enum Phase {
        NO_KEY(false, false, false),
        HAS_THE_KEY(true, false, false),
        ENCRYPTS(true, false, true),
        REFUSES_WHAT_IS_PLAIN(true, true, true);

        private final boolean key;
        private final boolean verifyIncoming;
        private final boolean verifyOutgoing;

        Phase(boolean key, boolean verifyIncoming, boolean verifyOutgoing) {
            this.key = key;
            this.verifyIncoming = verifyIncoming;
            this.verifyOutgoing = verifyOutgoing;
        }

        FramingConfig framing() {
            return EncryptionTest.framing(key ? ring(A) : new Keyring(), verifyIncoming, verifyOutgoing);
        }
    }

    private final TestCluster cluster = new TestCluster(1);
    private final List<TestNode> everybody = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aClusterIsMovedToEncryptionNodeByNodeWithoutLosingAnybody(long seed) {
        TestCluster moving = new TestCluster(seed);
        TestNode[] nodes = new TestNode[3];
        for (int i = 0; i < 3; i++) {
            nodes[i] = start(moving, i, Phase.NO_KEY);
            nodes[i].join(nodes[0]);
        }
        assertThat(moving.time.advanceUntil(moving::converged, A_WHILE)).isTrue();
        for (Phase phase : List.of(Phase.HAS_THE_KEY, Phase.ENCRYPTS, Phase.REFUSES_WHAT_IS_PLAIN)) {
            for (int i = 0; i < 3; i++) {
                nodes[i].leave();
                moving.advance(Duration.ofSeconds(10));
                nodes[i] = start(moving, i, phase);
                nodes[i].join(nodes[(i + 1) % 3]);
                moving.advance(A_WHILE); // with push/pulls
                assertThat(moving.converged()).as("node %s: %s", i, phase).isTrue();
            }
        }
        assertThat(everybody).hasSize(12).allSatisfy(node -> {
            assertThat(node.application.declaredDead()).isEmpty();
            assertThat(node.metrics.suspected).isZero();
            assertThat(node.metrics.rejected).isEmpty();
        });
        TestNode stranger = start(moving, 3, Phase.NO_KEY);
        List<JoinResult> results = stranger.join(nodes);
        moving.advance(A_WHILE);
        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.contacted()).isZero());
    }

    @Test
    void aNodeThatSkipsAStepIsCutOff() {
        TestNode plain = start(cluster, 0, Phase.NO_KEY);
        TestNode hasty = start(cluster, 1, Phase.ENCRYPTS);
        List<JoinResult> results = hasty.join(plain);
        cluster.advance(A_WHILE);
        assertThat(results.get(0).contacted()).isZero();
        assertThat(results.get(0).failures())
                .singleElement()
                .asString()
                .contains("remote state is encrypted and encryption is not configured");
        assertThat(plain.view()).containsOnlyKeys("n0");
        assertThat(plain.metrics.rejected).containsOnly(Reason.ENCRYPTION);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aKeyIsReplacedWhileTheClusterRuns(long seed) {
        TestCluster rotating = new TestCluster(seed);
        List<Keyring> rings = List.of(ring(A), ring(A), ring(A));
        List<TestNode> nodes = form(rotating, rings);
        for (Keyring ring : rings) {
            ring.add(B);
            rotating.advance(A_WHILE);
        }
        for (Keyring ring : rings) {
            ring.use(B);
            rotating.advance(A_WHILE);
        }
        for (Keyring ring : rings) {
            ring.remove(A);
            rotating.advance(A_WHILE);
        }
        assertThat(rotating.converged()).isTrue();
        assertThat(nodes).allSatisfy(node -> {
            assertThat(node.metrics.suspected).isZero();
            assertThat(node.metrics.rejected).isEmpty();
        });
        TestNode late = start(rotating, "late", "10.0.0.9", framing(ring(A), true, true));
        List<JoinResult> results = late.join(nodes.toArray(TestNode[]::new));
        rotating.advance(A_WHILE);
        assertThat(results.get(0).contacted()).isZero();
        assertThat(rotating.all(late, null)).isTrue();
    }

    @Test
    void aKeyThatIsUsedBeforeAllHaveItIsNotUnderstood() {
        List<Keyring> rings = List.of(ring(A, B), ring(A, B), ring(A));
        List<TestNode> nodes = form(cluster, rings);
        rings.get(0).use(B);
        cluster.advance(A_WHILE);
        assertThat(nodes.get(1).metrics.rejected).isEmpty();
        assertThat(nodes.get(2).metrics.rejected).isNotEmpty().containsOnly(Reason.ENCRYPTION);
    }

    @Test
    void whoHasAnotherKeyIsNotLetInAndHarmsNobody() {
        TestNode n0 = start(cluster, "n0", "10.0.0.1", framing(ring(A), true, true));
        TestNode n1 = start(cluster, "n1", "10.0.0.2", framing(ring(B), true, true));
        List<JoinResult> results = n1.join(n0);
        n1.run(() -> n1.node.sendBestEffort(Say.address("10.0.0.1", 7946), Say.text("hello")));
        n1.run(() -> n1.node.sendReliable(Say.address("10.0.0.1", 7946), Say.text("hello"), failure -> {}));
        cluster.advance(A_WHILE);
        assertThat(results.get(0).contacted()).isZero();
        assertThat(n0.view()).containsOnlyKeys("n0");
        assertThat(n1.view()).containsOnlyKeys("n1");
        assertThat(n0.application.messages).isEmpty();
        assertThat(n0.metrics.rejected).hasSize(3).containsOnly(Reason.ENCRYPTION);
        assertThat(n1.metrics.rejected).containsOnly(Reason.ENCRYPTION); // the answer to its push/pull
    }

    @Test
    void encryptedRunsCanBeRepeatedAndUseEachNonceOnce() {
        List<Bytes> packets = packetsOfOneMinute(7);
        assertThat(packetsOfOneMinute(7)).isEqualTo(packets);
        assertThat(packetsOfOneMinute(8)).isNotEqualTo(packets);
        Set<Bytes> nonces = new HashSet<>();
        packets.forEach(packet -> nonces.add(Bytes.of(ByteBuffer.wrap(packet.toArray(), 1, 12))));
        assertThat(nonces).hasSameSizeAs(packets).hasSizeGreaterThan(100);
    }

    @Test
    void noNonceIsDrawnFromTheChanceOfTheProtocol() {
        RandomGenerator chance = new RandomGenerator() {
            private final SplittableRandom source = new SplittableRandom(1);

            @Override
            public long nextLong() {
                return source.nextLong();
            }

            @Override
            public void nextBytes(byte[] bytes) {
                throw new AssertionError("a nonce that others could foretell");
            }
        };
        VirtualTransport transport = cluster.net.bind("10.0.0.5", 7946);
        MemberlistNode node = new MemberlistNode(
                MemberlistConfig.lan("n5").framing(framing(ring(A), true, true)).build(),
                new Environment(
                        transport.eventLoop(),
                        transport,
                        cluster.net.resolver(),
                        chance,
                        new SplittableRandom(2),
                        new DirectDispatcher()),
                CompositeDelegate.none(),
                MemberlistMetrics.NONE);
        transport.eventLoop().run(node::start);
        TestNode other = start(cluster, "n6", "10.0.0.6", framing(ring(A), true, true));
        transport.eventLoop().run(() -> node.join(List.of(other.host), result -> {}));
        cluster.advance(A_WHILE);
        assertThat(node.aliveCount()).isEqualTo(2);
    }

    private List<Bytes> packetsOfOneMinute(long seed) {
        TestCluster repeated = new TestCluster(seed);
        List<Bytes> packets = new ArrayList<>();
        repeated.net.onPacket(packet -> packets.add(Bytes.of(packet.bytes())));
        form(repeated, List.of(ring(A), ring(A), ring(A)));
        repeated.advance(Duration.ofMinutes(1));
        packets.forEach(EncryptionTest::assertOpensWithTheKey);
        return packets;
    }

    private static void assertOpensWithTheKey(Bytes packet) {
        PacketFraming framing = new PacketFraming(
                framing(ring(A), true, true), new MsgpackCodec(WireLimits.DEFAULTS), new SplittableRandom(1));
        framing.open(ByteBuffer.wrap(packet.toArray()), new PacketFraming.Sink() {
            @Override
            public void message(Message message) {}

            @Override
            public void rejected(WireException why) {
                throw new AssertionError(why);
            }
        });
    }

    private List<TestNode> form(TestCluster of, List<Keyring> rings) {
        List<TestNode> nodes = new ArrayList<>();
        for (Keyring ring : rings) {
            int number = nodes.size();
            TestNode node = start(of, "n" + number, "10.0.0." + (number + 1), framing(ring, true, true));
            nodes.add(node);
            node.join(nodes.get(0));
        }
        assertThat(of.time.advanceUntil(of::converged, A_WHILE)).isTrue();
        return nodes;
    }

    private TestNode start(TestCluster in, int number, Phase phase) {
        return start(in, "n" + number, "10.0.0." + (number + 1), phase.framing());
    }

    private TestNode start(TestCluster in, String name, String host, FramingConfig framing) {
        TestNode node =
                in.prepare(MemberlistConfig.lan(name).framing(framing), host).start();
        everybody.add(node);
        return node;
    }

    private static FramingConfig framing(Keyring ring, boolean verifyIncoming, boolean verifyOutgoing) {
        return new FramingConfig("", false, true, ring, verifyIncoming, verifyOutgoing, 1, false, WireLimits.DEFAULTS);
    }

    private static Keyring ring(Bytes... keys) {
        Keyring ring = new Keyring();
        Stream.of(keys).forEach(ring::add);
        return ring;
    }
}
