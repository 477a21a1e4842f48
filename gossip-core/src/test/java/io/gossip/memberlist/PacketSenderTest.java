package io.gossip.memberlist;

import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.User;
import io.gossip.wire.Versions;
import io.gossip.wire.WireLimits;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PacketSenderTest {

    private static final Ack ACK = new Ack(7, Bytes.EMPTY);
    private static final InetSocketAddress B = Say.addressOf("b").socketAddress();
    private static final byte CHECKSUM = 12;

    private Rig rig = plainRig(1400);

    private static Rig plainRig(int packetSize) {
        return new Rig(settings -> settings.packetSize(packetSize).framing(framing("", false)));
    }

    private static FramingConfig framing(String label, boolean encrypted) {
        Keyring keyring = new Keyring();
        if (encrypted) {
            keyring.add(Say.text("0123456789abcdef"));
        }
        return new FramingConfig(label, false, false, keyring, true, true, 1, false, WireLimits.DEFAULTS);
    }

    @Test
    void aMessageWithoutNewsGoesBare() {
        rig.sender.send(ACK, B, PacketSender.NOBODY_CARES);
        assertThat(onlyPacket()).isEqualTo(rig.encoder.encode(ACK).toArray());
    }

    @Test
    void newsRidesBehindTheMessage() {
        rig.news.addEncoded("c", rig.encoder.encode(alive("c", 1)), () -> {});
        rig.sender.send(ACK, B, PacketSender.NOBODY_CARES);
        assertThat(rig.open(onlyPacket())).containsExactly(ACK, alive("c", 1));
    }

    /** A node that leaves shuts down then; its last packet of all must not be lost by that. */
    @Test
    void whoIsToldThatHisNewsIsOutFindsThePacketSent() {
        List<Integer> packets = new ArrayList<>();
        MemberEntry b = member("b", Say.VERSIONS);
        rig.news.addEncoded("c", rig.encoder.encode(alive("c", 1)), () -> packets.add(rig.transport.sent.size()));
        while (rig.news.size() > 0) {
            rig.sender.sendNews(b, PacketSender.NOBODY_CARES);
        }
        assertThat(packets).containsExactly(rig.transport.sent.size());
    }

    @Test
    void oneMessageOfNewsGoesBareAndSeveralAsACompound() {
        MemberEntry b = member("b", Say.VERSIONS);
        rig.news.addEncoded("c", rig.encoder.encode(alive("c", 1)), () -> {});
        assertThat(rig.sender.sendNews(b, PacketSender.NOBODY_CARES)).isTrue();
        assertThat(onlyPacket()[5]).as("behind the checksum").isEqualTo((byte) 4);
        rig.transport.sent.clear();
        rig.news.addEncoded("d", rig.encoder.encode(alive("d", 1)), () -> {});
        rig.sender.sendNews(b, PacketSender.NOBODY_CARES);
        assertThat(onlyPacket()[5]).isEqualTo((byte) 7);
        assertThat(rig.open(onlyPacket())).containsExactly(alive("d", 1), alive("c", 1));
    }

    @Test
    void withoutNewsNothingIsSent() {
        MemberEntry b = member("b", Say.VERSIONS);
        assertThat(rig.sender.sendNews(b, PacketSender.NOBODY_CARES)).isFalse();
        assertThat(rig.transport.sent).isEmpty();
    }

    @Test
    void messagesThatGoAloneCarryNoNews() {
        rig.news.addEncoded("c", rig.encoder.encode(alive("c", 1)), () -> {});
        rig.sender.sendAlone(List.of(ACK, suspect("b", 1, "a")), B, Say.VERSIONS, PacketSender.NOBODY_CARES);
        assertThat(rig.open(onlyPacket())).containsExactly(ACK, suspect("b", 1, "a"));
        assertThat(rig.news()).containsExactly(alive("c", 1));
    }

    @ParameterizedTest(name = "a receiver of up to protocol {0} gets a checksum: {1}")
    @CsvSource({"5, true", "6, true", "4, false", "0, false"})
    void theChecksumIsOnlyForWhoUnderstandsIt(int protocolMax, boolean expected) {
        Versions versions = new Versions(1, protocolMax, 2, 0, 0, 0);
        rig.sender.sendAlone(List.of(ACK), B, versions, PacketSender.NOBODY_CARES);
        assertThat(onlyPacket()[0] == CHECKSUM).isEqualTo(expected);
        rig.transport.sent.clear();
        MemberEntry b = member("b", Say.VERSIONS);
        b.versions = versions;
        rig.news.addEncoded("c", rig.encoder.encode(alive("c", 1)), () -> {});
        rig.sender.sendNews(b, PacketSender.NOBODY_CARES);
        assertThat(onlyPacket()[0] == CHECKSUM).isEqualTo(expected);
    }

    @Test
    void pingsAndAcksHaveNoChecksumAsInGo() {
        rig.sender.send(ACK, B, PacketSender.NOBODY_CARES);
        assertThat(onlyPacket()[0]).isEqualTo((byte) 2);
    }

    @Test
    void theMembershipsNewsComesBeforeTheApplications() {
        BroadcastQueue first = rig.addQueue();
        BroadcastQueue second = rig.addQueue();
        second.add(Say.text("of the second queue"), () -> {});
        first.add(Say.text("first"), () -> {});
        rig.news.addEncoded("c", rig.encoder.encode(alive("c", 1)), () -> {});
        rig.sender.send(ACK, B, PacketSender.NOBODY_CARES);
        assertThat(rig.open(onlyPacket()))
                .containsExactly(
                        ACK, alive("c", 1), new User(Say.text("first")), new User(Say.text("of the second queue")));
    }

    @Test
    void theApplicationGetsTheRoomThatIsLeft() {
        rig = plainRig(512);
        BroadcastQueue user = rig.addQueue();
        rig.news.addEncoded("c", Bytes.of(filled(400)), () -> {});
        user.add(Say.noise(200, 1), () -> {});
        user.add(Say.noise(50, 2), () -> {});
        MemberEntry b = member("b", Say.VERSIONS);
        rig.news.addEncoded("c", Bytes.of(filled(400)), () -> {});
        rig.sender.sendNews(b, PacketSender.NOBODY_CARES);
        assertThat(onlyPacket()).hasSize(5 + 2 + 2 + 400 + 2 + 51);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noPacketIsLargerThanAskedFor(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        for (boolean encrypted : new boolean[] {false, true}) {
            for (String label : List.of("", "blue")) {
                int size = 512 + random.nextInt(1000);
                rig = new Rig(settings -> settings.packetSize(size).framing(framing(label, encrypted)));
                MemberEntry b = member("b", Say.VERSIONS);
                BroadcastQueue user = rig.addQueue();
                for (int round = 0; round < 200; round++) {
                    for (int i = random.nextInt(6); i > 0; i--) {
                        rig.news.addEncoded("n" + random.nextInt(50), message(random, size), () -> {});
                        user.add(Say.noise(random.nextInt(60), round), () -> {});
                    }
                    rig.sender.sendNews(b, PacketSender.NOBODY_CARES);
                    rig.sender.send(ACK, B, PacketSender.NOBODY_CARES);
                }
                assertThat(rig.transport.sent)
                        .hasSizeGreaterThan(200)
                        .allSatisfy(sent -> assertThat(sent.bytes()).hasSizeLessThanOrEqualTo(size))
                        .anySatisfy(sent -> assertThat(sent.bytes()).hasSizeGreaterThan(size - 20));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"'', false, 1391", "'', true, 1362", "blue, false, 1385", "blue, true, 1356"})
    void knowsTheLongestPieceThatGossipCanCarry(String label, boolean encrypted, int longest) {
        rig = new Rig(settings -> settings.framing(framing(label, encrypted)));
        assertThat(PacketSender.longestBroadcast(1400, rig.packets)).isEqualTo(longest);
        MemberEntry b = member("b", Say.VERSIONS);
        assertThat(rig.news.addEncoded("big", Bytes.of(filled(longest)), () -> {}))
                .isTrue();
        assertThat(rig.news.addEncoded("too big", Bytes.of(filled(longest + 1)), () -> {}))
                .isFalse();
        assertThat(rig.sender.sendNews(b, PacketSender.NOBODY_CARES)).isTrue();
    }

    @Test
    void packetsStayWithinTheirSizeWhenAFirstKeyArrives() {
        FramingConfig framing = framing("", false);
        rig = new Rig(settings -> settings.framing(framing));
        MemberEntry b = member("b", Say.VERSIONS);
        rig.news.addEncoded("too big in a moment", Bytes.of(filled(1363)), () -> {});
        rig.news.addEncoded("big", Bytes.of(filled(1362)), () -> {});
        framing.keyring().add(Bytes.of(new byte[16]));
        assertThat(rig.sender.sendNews(b, PacketSender.NOBODY_CARES)).isTrue();
        assertThat(rig.transport.sent.stream().map(sent -> sent.bytes().length)).containsExactly(1362 + 29 + 5);
        assertThat(rig.news.size()).isOne();
    }

    @Test
    void neverPutsMoreThan255PartsIntoAPacket() {
        rig = plainRig(65_000);
        for (int i = 0; i < 600; i++) {
            rig.news.addEncoded("n" + i, Bytes.of(filled(4)), () -> {});
        }
        rig.sender.send(ACK, B, PacketSender.NOBODY_CARES);
        assertThat(onlyPacket()[1] & 0xFF).isEqualTo(255);
        assertThat(rig.news.size()).isEqualTo(600);
    }

    @Test
    void reportsWhatItSends() {
        int before = rig.metrics.packetsSent;
        rig.sender.send(ACK, B, PacketSender.NOBODY_CARES);
        assertThat(rig.metrics.packetsSent).isEqualTo(before + 1);
        assertThat(rig.metrics.largestPacket).isEqualTo(onlyPacket().length);
    }

    @Test
    void newsThatHasBeenToldMayCauseAnotherPacketAtOnce() {
        List<String> told = new ArrayList<>();
        BroadcastQueue user = rig.addQueue();
        user.add(Say.text("news"), () -> {
            told.add("told");
            rig.sender.sendAlone(List.of(new User(Say.text("next"))), B, Say.VERSIONS, PacketSender.NOBODY_CARES);
        });
        for (int transmission = 0; transmission < 4; transmission++) {
            rig.sender.send(ACK, B, PacketSender.NOBODY_CARES);
        }
        assertThat(told).containsExactly("told");
        List<List<Message>> packets =
                rig.transport.sent.stream().map(sent -> rig.open(sent.bytes())).toList();
        assertThat(packets)
                .hasSize(5)
                .contains(List.of(new User(Say.text("next"))))
                .filteredOn(packet -> packet.equals(List.of(ACK, new User(Say.text("news")))))
                .hasSize(4);
    }

    private MemberEntry member(String name, Versions versions) {
        rig.membership.alive(alive(name, 1, versions));
        rig.forget();
        return rig.entry(name);
    }

    private byte[] onlyPacket() {
        assertThat(rig.transport.sent).hasSize(1);
        return rig.transport.sent.get(0).bytes();
    }

    /** Something that is a user message to whoever reads it. */
    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        bytes[0] = 8;
        return bytes;
    }

    private static Bytes message(RandomGenerator random, int packetSize) {
        int length = random.nextInt(10) == 0 ? packetSize - 50 : 1 + random.nextInt(120);
        return Bytes.of(filled(length));
    }
}
