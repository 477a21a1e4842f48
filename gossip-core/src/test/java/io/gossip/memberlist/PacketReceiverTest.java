package io.gossip.memberlist;

import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.dead;
import static io.gossip.memberlist.Say.left;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.Message.User;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import io.gossip.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacketReceiverTest {

    private final Rig rig = new Rig();
    private final Peer b = rig.peer("b");

    @Test
    void aPingIsAnswered() {
        b.tells(new Ping(42, "a", b.address, "b"));
        assertThat(b.heard(Ack.class)).containsExactly(new Ack(42, Bytes.EMPTY));
    }

    @Test
    void aPingForWhoeverReceivesItIsAnswered() {
        b.tells(new Ping(42, "", b.address, "b"));
        assertThat(b.heard(Ack.class)).hasSize(1);
    }

    @Test
    void aPingForAnotherNodeIsNotAnswered() {
        b.tells(new Ping(42, "c", b.address, "b"));
        assertThat(b.heard).isEmpty();
        assertThat(rig.metrics.rejected).containsExactly(WireException.Reason.REFUSED);
    }

    @Test
    void theAckGoesWhereThePingSaysIfThatIsTheMemberItNamesAndOnlyThere() {
        Peer c = rig.peer("c");
        b.tells(new Ping(42, "a", c.address, "c"));
        assertThat(c.heard(Ack.class)).containsExactly(new Ack(42, Bytes.EMPTY));
        assertThat(b.heard).isEmpty();
    }

    @Test
    void theAckGoesBackWhereThePingCameFromIfItSaysNothing() {
        b.tells(new Ping(42, "a", null, ""));
        assertThat(b.heard(Ack.class)).containsExactly(new Ack(42, Bytes.EMPTY));
    }

    @Test
    void aPingCannotDirectTheAckToAStranger() {
        Peer x = rig.stranger("x");
        b.tells(new Ping(42, "a", x.address, "x"), new Ping(43, "a", x.address, "b"));
        assertThat(x.heard).isEmpty();
        assertThat(b.heard(Ack.class)).hasSize(2);
    }

    /** It has missed the refutation, and would hold this node for dead in the end. */
    @Test
    void whoAccusesThisNodeOfWhatItHasRefutedIsToldSo() {
        rig.membership.suspect(suspect("a", 1, "c"));
        rig.forget();
        b.tells(new Ping(42, "a", b.address, "b"), suspect("a", 1, "b"));
        assertThat(b.heard(Alive.class)).containsExactly(rig.membership.ownAnnouncement());
        assertThat(rig.incarnation("a")).isEqualTo(2);
        b.tells(dead("a", 1, "b"));
        assertThat(b.heard(Alive.class)).hasSize(2);
    }

    @Test
    void aPacketFullOfAccusationsGetsOneAnswer() {
        rig.membership.suspect(suspect("a", 1, "c"));
        rig.forget();
        b.tells(suspect("a", 1, "b"), suspect("a", 0, "b"), dead("a", 1, "b"));
        assertThat(b.heard(Alive.class)).hasSize(1);
    }

    /** It asks before its verdict ({@link SecondOpinion}). */
    @Test
    void anAccusationInFrontOfAPingIsAnsweredByWhoeverKnowsBetter() {
        rig.peer("c");
        rig.membership.alive(alive("c", 2));
        rig.forget();
        b.tells(suspect("c", 1, "d"), new Ping(42, "a", b.address, "b"));
        assertThat(b.heard(Ack.class)).hasSize(1);
        assertThat(b.heard(Alive.class)).containsExactly(alive("c", 2));
        b.tells(suspect("c", 2, "d"), new Ping(43, "a", b.address, "b"));
        assertThat(b.heard(Ack.class)).hasSize(2);
        assertThat(b.heard(Alive.class)).hasSize(1);
        assertThat(rig.state("c")).isEqualTo(NodeState.SUSPECT);
    }

    @Test
    void gossipIsNoQuestion() {
        rig.peer("c");
        rig.membership.alive(alive("c", 2));
        rig.forget();
        b.tells(suspect("c", 1, "b"), dead("c", 1, "b"));
        b.tells(new Ping(42, "a", b.address, "b"), suspect("c", 1, "b"));
        assertThat(b.heard(Alive.class)).isEmpty();
    }

    @Test
    void strangersAreToldNothingOfMembers() {
        Peer x = rig.stranger("x");
        rig.peer("c");
        rig.membership.alive(alive("c", 2));
        rig.forget();
        x.tells(suspect("c", 1, "d"), new Ping(42, "a", x.address, "x"));
        assertThat(x.heard(Ack.class)).hasSize(1);
        assertThat(x.heard(Alive.class)).isEmpty();
    }

    @Test
    void whatFitsIntoNoPacketIsNotToldEither() {
        Rig small = new Rig(settings -> settings.packetSize(512));
        Peer accuser = small.peer("b");
        small.membership.announce(Say.addressOf("a"), Bytes.of(new byte[512]), () -> {});
        small.forget();
        accuser.tells(suspect("a", 1, "b"));
        assertThat(small.incarnation("a")).isEqualTo(2);
        assertThat(accuser.heard(Alive.class)).isEmpty();
    }

    @Test
    void neitherAStrangerNorWhoOnlyPassesItOnIsToldSo() {
        Peer x = rig.stranger("x");
        rig.membership.suspect(suspect("a", 1, "c"));
        rig.forget();
        b.tells(suspect("a", 1, "c"));
        x.tells(suspect("a", 1, "x"), dead("a", 1, "b"));
        assertThat(b.heard(Alive.class)).isEmpty();
        assertThat(x.heard(Alive.class)).isEmpty();
    }

    @Test
    void whoHasLeftDefendsItselfNoMore() {
        rig.membership.suspect(suspect("a", 1, "c"));
        rig.membership.leave(() -> {});
        rig.forget();
        b.tells(suspect("a", 1, "b"));
        assertThat(b.heard(Alive.class)).isEmpty();
    }

    /** It came back through somebody who has forgotten it, with an incarnation that is no news here. */
    @Test
    void whoLeftAndIsBackIsToldWhatItMustRefute() {
        rig.membership.dead(left("b", 5));
        b.tells(alive("b", 1));
        assertThat(b.heard).extracting(Peer.Heard::wholePacket).containsExactly(List.of(suspect("b", 5, "a")));
        assertThat(rig.state("b")).isEqualTo(NodeState.LEFT);
        b.tells(alive("b", 6));
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(b.heard).hasSize(1);
    }

    @Test
    void itIsToldWhoeverPassesItsAnnouncementOn() {
        Peer c = rig.peer("c");
        rig.membership.dead(left("b", 1));
        c.tells(alive("b", 1));
        assertThat(b.heard(Suspect.class)).containsExactly(suspect("b", 1, "a"));
        assertThat(c.heard(Suspect.class)).isEmpty();
    }

    @Test
    void whatItWasAccusedOfSinceItMustRefuteToo() {
        rig.membership.dead(left("b", 5));
        rig.membership.suspect(suspect("b", 7, "c"));
        b.tells(alive("b", 6));
        assertThat(b.heard(Suspect.class)).containsExactly(suspect("b", 7, "a"));
    }

    @Test
    void aPacketFullOfThoseWhoAreBackMakesOneAnswer() {
        List<Peer> others = rig.peers("c", "d");
        rig.membership.dead(left("c", 1));
        rig.membership.dead(left("d", 1));
        b.tells(alive("c", 1), alive("d", 1), alive("c", 1));
        assertThat(others.get(0).heard(Suspect.class)).hasSize(1);
        assertThat(others.get(1).heard).isEmpty();
    }

    @Test
    void neitherAnotherOneOfItsNameNorThisNodeNorAMemberIsToldSo() {
        Peer x = rig.stranger("x");
        rig.membership.dead(dead("b", 5, "c"));
        x.tells(alive("b", 1, x.address));
        rig.peer("d");
        x.tells(alive("d", 1), alive("a", 1));
        rig.membership.leave(() -> {});
        x.tells(alive("a", 1));
        assertThat(x.heard).isEmpty();
        assertThat(rig.transport.sent).isEmpty();
    }

    /** Gossip tells the recently dead; a crash does not make more packets than before. */
    @Test
    void theDeadAreToldWhenGossipTellsThemNoMore() {
        rig.membership.dead(dead("b", 1, "c"));
        rig.forget();
        rig.advanceMillis(30_000);
        b.tells(alive("b", 1));
        assertThat(b.heard).isEmpty();
        rig.advanceMillis(1);
        b.tells(alive("b", 1));
        assertThat(b.heard(Suspect.class)).containsExactly(suspect("b", 1, "a"));
    }

    @Test
    void newsRidesOnTheAck() {
        rig.advanceMillis(1000);
        rig.membership.alive(alive("c", 1));
        b.tells(new Ping(42, "a", b.address, "b"));
        assertThat(b.heard)
                .extracting(Peer.Heard::wholePacket)
                .contains(List.of(new Ack(42, Bytes.EMPTY), alive("c", 1)));
    }

    @Test
    void strangersAreAnsweredToo() {
        Peer x = rig.stranger("x");
        x.tells(new Ping(1, "a", x.address, "x"));
        assertThat(x.heard(Ack.class)).hasSize(1);
    }

    @Test
    void whoHasLeftStillAnswers() {
        rig.membership.leave(() -> {});
        b.tells(new Ping(42, "a", b.address, "b"));
        assertThat(b.heard(Ack.class)).hasSize(1);
    }

    @Test
    void statementsReachTheMembership() {
        b.tells(alive("c", 1));
        assertThat(rig.state("c")).isEqualTo(NodeState.ALIVE);
        b.tells(suspect("c", 1, "b"));
        assertThat(rig.state("c")).isEqualTo(NodeState.SUSPECT);
        b.tells(dead("c", 1, "b"));
        assertThat(rig.state("c")).isEqualTo(NodeState.DEAD);
        b.tells(left("b", 1));
        assertThat(rig.state("b")).isEqualTo(NodeState.LEFT);
    }

    /** A leave that ends while an ack takes its last news along shuts a node down between two messages of a packet. */
    @Test
    void afterTheEndNothingIsHandled() {
        rig.receiver.close();
        b.tells(suspect("b", 1, "c"), new Ping(42, "a", b.address, "b"));
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(b.heard).isEmpty();
    }

    @Test
    void messagesOfOnePacketAreHandledInTheirOrder() {
        b.tells(alive("c", 1), suspect("c", 1, "b"), alive("c", 2), dead("c", 2, "b"), alive("c", 3));
        assertThat(rig.state("c")).isEqualTo(NodeState.ALIVE);
        assertThat(rig.application.takeEvents()).containsExactly("joined c", "left c DEAD", "joined c");
    }

    @Test
    void userMessagesReachTheApplicationEvenIfEmpty() {
        b.tells(new User(Say.text("hello")), new User(Bytes.EMPTY));
        assertThat(rig.application.messages).containsExactly("hello", "");
    }

    @Test
    void aUserMessageThatTheApplicationRefusesIsCounted() {
        rig.application.refusal = new WireException(WireException.Reason.MALFORMED, "not mine");
        b.tells(new User(Say.text("hello")), new Ping(1, "a", b.address, "b"));
        assertThat(rig.metrics.rejected).containsExactly(WireException.Reason.MALFORMED);
        assertThat(b.heard(Ack.class)).hasSize(1);
    }

    @Test
    void anAckThatNobodyWaitsForIsNothing() {
        b.tells(new Ack(12345, Bytes.EMPTY));
        assertThat(rig.health.score()).isZero();
    }

    @Test
    void garbageIsCountedAndDropped() {
        b.sendsRaw(rig.transport.localAddress(), ByteBuffer.wrap(new byte[] {99, 1, 2, 3}));
        rig.time.runUntilIdle();
        assertThat(rig.metrics.rejected).containsExactly(WireException.Reason.UNKNOWN_TYPE);
        assertThat(rig.application.takeEvents()).isEmpty();
    }

    @Test
    void whatIsReadableInAPacketIsHandledDespiteTheRest() {
        // A compound of an unknown type and the minimal ping of the protocol reference, here for node "a".
        byte[] packet = HexFormat.of().parseHex("07020001001063" + "0082a44e6f6465a161a55365714e6f01");
        b.sendsRaw(rig.transport.localAddress(), ByteBuffer.wrap(packet));
        rig.time.runUntilIdle();
        assertThat(rig.metrics.rejected).hasSize(1);
        assertThat(b.heard(Ack.class)).containsExactly(new Ack(1, Bytes.EMPTY));
    }

    @Test
    void packetsWithoutTheClustersLabelAreDropped() {
        Rig labelled = new Rig(settings -> settings.framing(
                new FramingConfig("blue", false, true, new Keyring(), true, true, 1, false, WireLimits.DEFAULTS)));
        Peer peer = labelled.peer("b");
        peer.tells(new Ping(1, "a", peer.address, "b"));
        assertThat(peer.heard(Ack.class)).hasSize(1);
        byte[] bare = rig.encoder.encode(new Ping(2, "a", peer.address, "b")).toArray();
        peer.sendsRaw(labelled.transport.localAddress(), ByteBuffer.wrap(bare));
        labelled.time.runUntilIdle();
        assertThat(peer.heard(Ack.class)).hasSize(1);
        assertThat(labelled.metrics.rejected).containsExactly(WireException.Reason.LABEL);
    }

    @Test
    void announcementsFromOutsideTheAllowedNetworksAreDroppedWhateverTheySay() {
        Rig guarded = new Rig(settings -> settings.allowedNetworks(List.of(Cidr.parse("10.0.0.0/29"))));
        Peer inside = guarded.stranger("b");
        Peer outside = guarded.stranger("z");
        outside.tells(alive("c", 1));
        assertThat(guarded.table.get("c")).isNull();
        assertThat(guarded.metrics.rejected).containsExactly(WireException.Reason.REFUSED);
        inside.tells(alive("z", 1));
        assertThat(guarded.table.get("z")).isNull();
        inside.tells(alive("c", 1));
        assertThat(guarded.state("c")).isEqualTo(NodeState.ALIVE);
        outside.tells(suspect("c", 1, "b"), new Ping(1, "a", outside.address, "z"));
        assertThat(guarded.state("c")).isEqualTo(NodeState.SUSPECT);
        assertThat(outside.heard(Ack.class)).hasSize(1);
    }

    @Test
    void whereNamesAreRequiredANamelessPingIsNotAnswered() {
        Rig strict = new Rig(settings -> settings.requireNodeNames(true));
        Peer peer = strict.peer("b");
        peer.tells(new Ping(1, "a", peer.address, ""));
        assertThat(peer.heard).isEmpty();
        assertThat(strict.metrics.rejected).containsExactly(WireException.Reason.REFUSED);
        peer.tells(new Ping(2, "a", peer.address, "b"));
        assertThat(peer.heard(Ack.class)).containsExactly(new Ack(2, Bytes.EMPTY));
    }

    @Test
    void whoSendsMoreThanItsShareIsNotHeardUntilTimeHasPassedAndOthersAre() {
        Rig guarded = new Rig(settings -> settings.packetsPerSecondPerSource(100));
        Peer flooder = guarded.peer("b");
        Peer other = guarded.peer("c");
        for (int i = 0; i < 600; i++) {
            flooder.tells(new Ping(i, "a", flooder.address, "b"));
        }
        assertThat(flooder.heard(Ack.class)).hasSize(500);
        assertThat(guarded.metrics.rejected).hasSize(100).containsOnly(WireException.Reason.OVERLOAD);
        assertThat(guarded.metrics.packetsReceived).isEqualTo(600);
        other.tells(new Ping(1, "a", other.address, "c"));
        assertThat(other.heard(Ack.class)).hasSize(1);
        guarded.advanceMillis(10);
        flooder.tells(new Ping(1000, "a", flooder.address, "b"));
        assertThat(flooder.heard(Ack.class)).hasSize(501);
    }

    @Test
    void countsWhatArrives() {
        int before = rig.metrics.packetsReceived;
        b.tells(new Ping(42, "a", b.address, "b"));
        assertThat(rig.metrics.packetsReceived - before).isEqualTo(1);
    }
}
