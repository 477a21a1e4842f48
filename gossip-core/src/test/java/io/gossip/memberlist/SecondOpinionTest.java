package io.gossip.memberlist;

import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import org.junit.jupiter.api.Test;

/** With two to four members and the settings of the LAN, a suspicion lasts 4 s and an answer may take 500 ms. */
class SecondOpinionTest {

    private final Rig rig = new Rig(settings -> settings.suspicionConfirmations(0));
    private final Peer b = rig.peer("b");

    @Test
    void anotherMemberIsAskedBeforeTheVerdict() {
        Peer c = rig.peer("c");
        rig.membership.suspect(suspect("b", 1, "d"));
        rig.forget();
        rig.advanceMillis(3499);
        assertThat(c.heard).isEmpty();
        rig.advanceMillis(1);
        assertThat(c.heard)
                .extracting(Peer.Heard::wholePacket)
                .allSatisfy(packet -> assertThat(packet).first().isEqualTo(new Suspect(1, "b", "d")));
        assertThat(c.heard(Ping.class)).hasSize(1);
        assertThat(b.heard).isEmpty();
    }

    @Test
    void whoKnowsBetterPreventsTheVerdict() {
        Peer c = rig.peer("c");
        rig.membership.suspect(suspect("b", 1, "d"));
        rig.advanceMillis(3600);
        c.tells(alive("b", 2));
        rig.advanceMillis(10_000);
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
    }

    @Test
    void aSilentOneDoesNotPutItOff() {
        rig.peer("c");
        rig.membership.suspect(suspect("b", 1, "d"));
        rig.advanceMillis(3999);
        assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        rig.advanceMillis(1);
        assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
    }

    /** It would be no help, and a member that is suspected itself would be asked by all others at once. */
    @Test
    void whoIsSuspectedTooIsNotAsked() {
        Peer c = rig.peer("c");
        Peer d = rig.peer("d");
        rig.membership.suspect(suspect("c", 1, "d"));
        rig.advanceMillis(100);
        rig.membership.suspect(suspect("b", 1, "d"));
        rig.forget();
        rig.advanceMillis(4500);
        assertThat(c.heard(Ping.class)).isEmpty();
        assertThat(d.heard(Ping.class)).extracting(Ping::node).containsExactly("d", "d");
    }

    @Test
    void whereNobodyElseIsAliveTheSuspectIsAsked() {
        rig.membership.suspect(suspect("b", 1, "a"));
        rig.forget();
        rig.advanceMillis(3500);
        assertThat(b.heard(Ping.class)).extracting(Ping::node).containsExactly("b");
        assertThat(b.heard(Suspect.class)).contains(new Suspect(1, "b", "a"));
    }

    @Test
    void aQuestionThatFitsIntoNoPacketIsNotAsked() {
        Rig small = new Rig(settings -> settings.suspicionConfirmations(0).packetSize(512));
        Peer c = small.peer("c");
        String name = "b".repeat(200);
        small.peer(name);
        small.membership.suspect(suspect(name, 1, "d".repeat(240)));
        small.forget();
        small.advanceMillis(3500);
        assertThat(c.heard(Ping.class)).isEmpty();
    }

    @Test
    void nobodyIsAskedAboutWhoHasRefuted() {
        Peer c = rig.peer("c");
        rig.membership.suspect(suspect("b", 1, "d"));
        rig.membership.alive(alive("b", 2));
        rig.forget();
        rig.advanceMillis(10_000);
        assertThat(c.heard(Ping.class)).isEmpty();
    }

    @Test
    void nobodyIsAskedIfItIsSwitchedOff() {
        Rig silent = new Rig(settings -> settings.suspicionConfirmations(0).secondOpinion(false));
        silent.peer("b");
        Peer c = silent.peer("c");
        silent.membership.suspect(suspect("b", 1, "d"));
        silent.forget();
        silent.advanceMillis(10_000);
        assertThat(c.heard(Ping.class)).isEmpty();
        assertThat(silent.state("b")).isEqualTo(NodeState.DEAD);
    }
}
