package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.User;
import io.gossip.wire.WireException.Reason;
import io.gossip.wire.WireLimits;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clusters that share addresses, and maybe a key, but not a label (sections 5.2 and 6.2). */
class LabelTest {

    private static final List<String> LABELS =
            List.of("", "b", "blue", "blues", "Blue", "\u00fcber-blue", "x".repeat(254), "x".repeat(255));

    private static final int PAIRS = 200;

    @Test
    void nodesMeetIfAndOnlyIfTheirLabelsAreTheSame() {
        SplittableRandom random = new SplittableRandom(3);
        Set<Boolean> seen = new HashSet<>();
        for (int i = 0; i < PAIRS; i++) {
            String one = LABELS.get(random.nextInt(LABELS.size()));
            String other = random.nextInt(4) == 0 ? one : LABELS.get(random.nextInt(LABELS.size()));
            boolean encrypted = random.nextBoolean();
            assertMeetIfSame(i, framing(one, encrypted), framing(other, encrypted));
            seen.add(one.equals(other));
        }
        assertThat(seen).hasSize(2);
    }

    /** Both try to join each other, and send each other messages in packets and over streams. */
    private static void assertMeetIfSame(long seed, FramingConfig one, FramingConfig other) {
        TestCluster cluster = new TestCluster(seed);
        cluster.net.setSegmentSize(1 + (int) seed % 20);
        TestNode a = cluster.prepare(MemberlistConfig.lan("a").framing(one), "10.0.0.1")
                .start();
        TestNode b = cluster.prepare(MemberlistConfig.lan("b").framing(other), "10.0.0.2")
                .start();
        for (TestNode from : List.of(a, b)) {
            TestNode to = from == a ? b : a;
            Address address = Say.address(to.host, 7946);
            from.join(to);
            from.run(() -> from.node.sendBestEffort(address, Say.text("packet")));
            from.run(() -> from.node.sendReliable(address, Say.text("stream"), failure -> {}));
        }
        cluster.advance(Duration.ofSeconds(10));

        boolean same = one.label().equals(other.label());
        for (TestNode node : List.of(a, b)) {
            String described = "'%s' and '%s'".formatted(one.label(), other.label());
            assertThat(node.node.aliveCount()).as(described).isEqualTo(same ? 2 : 1);
            if (same) {
                assertThat(node.application.messages).as(described).containsExactlyInAnyOrder("packet", "stream");
                assertThat(node.metrics.rejected).as(described).isEmpty();
            } else {
                assertThat(node.application.messages).as(described).isEmpty();
                assertThat(node.metrics.rejected)
                        .as(described)
                        .hasSizeGreaterThan(2)
                        .containsOnly(Reason.LABEL);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoseLabelsAreTakenOffElsewhereAcceptsWhatHasNoneAndNothingElse(boolean encrypted) {
        FramingConfig whole = framing("blue", encrypted);
        Rig rig = new Rig(settings -> settings.framing(new FramingConfig(
                whole.label(), true, true, whole.keyring(), true, true, 1, false, WireLimits.DEFAULTS)));
        Peer b = rig.peer("b");
        int labelBytes = 2 + "blue".length();

        Bytes packet = Bytes.of(rig.packets.seal(
                rig.encoder.encode(new User(Say.text("packet"))).asBuffer(), false));
        b.sendsRaw(rig.transport.localAddress(), packet.asBuffer());
        b.sendsRaw(rig.transport.localAddress(), packet.asBuffer().position(labelBytes));
        rig.time.runUntilIdle();
        assertThat(rig.application.messages).containsExactly("packet");
        assertThat(rig.metrics.rejected).containsExactly(Reason.LABEL);

        Bytes stream = Bytes.of(rig.streams.sealRequest(new Ping(2, "a", null, "")));
        assertThat(b.writes(stream.asBuffer()).answers).isEmpty();
        assertThat(b.writes(stream.asBuffer().position(labelBytes)).answers).containsExactly(new Ack(2, Bytes.EMPTY));
        assertThat(rig.metrics.rejected).containsExactly(Reason.LABEL, Reason.LABEL);
    }

    private static FramingConfig framing(String label, boolean encrypted) {
        Keyring ring = new Keyring();
        if (encrypted) {
            ring.add(Say.text("0123456789abcdef"));
        }
        return new FramingConfig(label, false, true, ring, true, true, 1, false, WireLimits.DEFAULTS);
    }
}
