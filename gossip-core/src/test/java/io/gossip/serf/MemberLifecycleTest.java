package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.Node;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tables of the protocol reference, sections 6.2 to 6.6. */
class MemberLifecycleTest {

    private final LifecycleRig rig = new LifecycleRig();

    // 6.2: memberlist says that a node joined

    @Test
    void anUnknownNodeThatJoinsIsAlive() {
        rig.join("n");
        rig.settle();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.ALIVE);
        assertThat(rig.statusTime("n")).isZero();
        assertThat(rig.events).containsExactly("JOIN n");
    }

    @Test
    void aJoinIntentThatCameBeforeItsNodeSetsItsTime() {
        assertThat(rig.joinIntent("n", 7)).isTrue();
        rig.join("n");
        assertThat(rig.status("n")).isEqualTo(MemberStatus.ALIVE);
        assertThat(rig.statusTime("n")).isEqualTo(7);
    }

    @Test
    void aLeaveIntentThatCameBeforeItsNodeMakesItLeaving() {
        assertThat(rig.leaveIntent("n", 7)).isTrue();
        rig.join("n");
        rig.settle();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEAVING);
        assertThat(rig.statusTime("n")).isEqualTo(7);
        assertThat(rig.events).containsExactly("JOIN n");
        rig.gone("n");
        rig.settle();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEFT);
        assertThat(rig.events).containsExactly("JOIN n", "LEAVE n");
    }

    @Test
    void anIntentOfAnUnknownNodeIsPassedOnOnlyIfItIsTheNewest() {
        assertThat(rig.leaveIntent("n", 7)).isTrue();
        assertThat(rig.leaveIntent("n", 7)).isFalse();
        assertThat(rig.joinIntent("n", 6)).isFalse();
        assertThat(rig.joinIntent("n", 8)).isTrue();
    }

    @Test
    void aNodeThatComesBackIsAliveWhateverItWasAndKeepsItsTime() {
        rig.join("failed");
        rig.gone("failed");
        rig.join("left");
        rig.leaveIntent("left", 5);
        rig.gone("left");
        rig.join("leaving");
        rig.leaveIntent("leaving", 6);
        rig.settle();
        rig.events.clear();
        for (String name : new String[] {"failed", "left", "leaving"}) {
            rig.join(name);
            assertThat(rig.status(name)).isEqualTo(MemberStatus.ALIVE);
        }
        rig.settle();
        assertThat(rig.statusTime("left")).isEqualTo(5);
        assertThat(rig.statusTime("leaving")).isEqualTo(6);
        assertThat(rig.events).containsExactly("JOIN failed", "JOIN left", "JOIN leaving");
    }

    @Test
    void aNodeThatComesBackElsewhereHasItsNewAddressAndTags() {
        rig.join("n");
        rig.gone("n");
        rig.loop.run(() -> rig.lifecycle.joined(LifecycleRig.node("n", 9, Map.of("zone", "b"))));
        Member member = rig.members.get("n").snapshot();
        assertThat(member.address()).hasToString("10.0.0.9:7946");
        assertThat(member.tags()).isEqualTo(Map.of("zone", "b"));
    }

    // 6.3: memberlist says that a node is gone

    @Test
    void whoeverIsGoneWithoutAWordHasFailed() {
        rig.join("n");
        rig.gone("n");
        rig.settle();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.FAILED);
        assertThat(rig.events).containsExactly("JOIN n", "FAILED n");
        assertThat(rig.onPurpose).isEmpty();
    }

    @Test
    void whoeverSaidThatItLeavesHasLeft() {
        rig.join("n");
        rig.leaveIntent("n", 3);
        rig.gone("n");
        rig.settle();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEFT);
        assertThat(rig.events).containsExactly("JOIN n", "LEAVE n");
        assertThat(rig.onPurpose).containsExactly("n");
    }

    @Test
    void goneAgainIsNoNews() {
        rig.join("n");
        rig.gone("n");
        rig.gone("n");
        rig.gone("nobody");
        rig.settle();
        assertThat(rig.events).containsExactly("JOIN n", "FAILED n");
    }

    // 6.4: memberlist says that a node changed

    @Test
    void newTagsAreAnUpdate() {
        rig.join("n");
        rig.loop.run(() -> {
            rig.lifecycle.updated(LifecycleRig.node("n", 1, Map.of("zone", "a")));
            rig.lifecycle.updated(LifecycleRig.node("nobody", 1, Map.of()));
        });
        rig.settle();
        assertThat(rig.members.get("n").snapshot().tags()).isEqualTo(Map.of("zone", "a"));
        assertThat(rig.events).containsExactly("JOIN n", "UPDATE n");
    }

    @Test
    void aNewIncarnationAloneIsShownWithoutAnEvent() {
        rig.join("n");
        rig.settle();
        rig.loop.run(() -> {
            rig.lifecycle.reannounced(announced("n", 7));
            rig.lifecycle.reannounced(announced("me", 8));
            rig.lifecycle.reannounced(announced("nobody", 9));
        });
        rig.settle();
        assertThat(rig.members.view().members().find("n").incarnation()).isEqualTo(7);
        assertThat(rig.members.view().self().incarnation()).isEqualTo(8);
        assertThat(rig.members.size()).isEqualTo(2);
        assertThat(rig.events).containsExactly("JOIN n");
    }

    // How many are remembered

    @Test
    void ofTooManyMembersThoseGoneLongestAreForgotten() {
        LifecycleRig small = new LifecycleRig(
                SerfConfig.builder(MemberlistConfig.lan("me").maxMembers(4).build())
                        .build());
        small.join("a");
        small.join("b");
        small.join("c");
        small.gone("b");
        small.time.advance(Duration.ofSeconds(1));
        small.gone("a");
        small.leaveIntent("a", 5);
        small.time.advance(Duration.ofSeconds(1));
        small.settle();
        small.events.clear();
        small.join("d");
        small.join("e");
        small.settle();
        assertThat(small.events).containsExactly("REAP b", "JOIN d", "REAP a", "JOIN e");
        small.join("f");
        assertThat(small.members.rows())
                .as("whoever is there stays")
                .extracting(row -> row.name)
                .containsExactly("c", "d", "e", "f", "me");
    }

    @Test
    void aMemberThatComesBackNeedsNoNewRoomAndThisNodeStays() {
        LifecycleRig small = new LifecycleRig(
                SerfConfig.builder(MemberlistConfig.lan("me").maxMembers(2).build())
                        .build());
        small.join("a");
        small.gone("a");
        small.staying = false;
        small.leaveIntent("me", 5);
        small.gone("me");
        small.join("a");
        small.join("b");
        assertThat(small.members.rows()).extracting(row -> row.name).containsExactly("a", "b", "me");
    }

    // 6.5: leave intents

    @Test
    void everyIntentIsWitnessedEvenIfItIsIgnored() {
        rig.join("n");
        rig.leaveIntent("n", 0);
        assertThat(rig.clock.time()).isOne();
        rig.leaveIntent("nobody", 9);
        assertThat(rig.clock.time()).isEqualTo(10);
        rig.joinIntent("n", 10);
        assertThat(rig.clock.time()).isEqualTo(11);
    }

    @Test
    void anOldLeaveIntentIsDropped() {
        rig.join("n");
        rig.joinIntent("n", 5);
        assertThat(rig.leaveIntent("n", 5)).isFalse();
        assertThat(rig.leaveIntent("n", 4)).isFalse();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.ALIVE);
    }

    @Test
    void aLeaveIntentMakesAnAliveMemberLeaving() {
        rig.join("n");
        rig.settle();
        assertThat(rig.leaveIntent("n", 5)).isTrue();
        rig.settle();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEAVING);
        assertThat(rig.statusTime("n")).isEqualTo(5);
        assertThat(rig.events).containsExactly("JOIN n");
        assertThat(rig.members.view().members().find("n").status()).isEqualTo(MemberStatus.LEAVING);
    }

    @Test
    void aLeaveIntentThatComesTooLateTurnsFailedIntoLeft() {
        rig.join("n");
        rig.gone("n");
        assertThat(rig.leaveIntent("n", 5)).isTrue();
        rig.settle();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEFT);
        assertThat(rig.events).containsExactly("JOIN n", "FAILED n", "LEAVE n");
        assertThat(rig.onPurpose).containsExactly("n");
    }

    @Test
    void aRepeatedLeaveIntentSetsTheTimeEvenIfNothingElseChanges() {
        rig.join("n");
        rig.leaveIntent("n", 5);
        assertThat(rig.leaveIntent("n", 6)).isTrue();
        assertThat(rig.leaveIntent("n", 6)).isFalse();
        rig.gone("n");
        assertThat(rig.leaveIntent("n", 7)).isTrue();
        assertThat(rig.leaveIntent("n", 7)).isFalse();
        assertThat(rig.statusTime("n")).isEqualTo(7);
        rig.settle();
        assertThat(rig.events).containsExactly("JOIN n", "LEAVE n");
    }

    @Test
    void theRumourThatThisNodeLeavesIsRefuted() {
        assertThat(rig.leaveIntent("me", 5)).isFalse();
        assertThat(rig.refutations).isOne();
        assertThat(rig.status("me")).isEqualTo(MemberStatus.ALIVE);
        assertThat(rig.statusTime("me")).isZero();
        assertThat(rig.clock.time()).isEqualTo(6);
    }

    @Test
    void anOldRumourIsNotWorthARefutation() {
        rig.joinIntent("me", 5);
        rig.leaveIntent("me", 5);
        assertThat(rig.refutations).isZero();
    }

    @Test
    void whenItReallyLeavesItDoesNotRefute() {
        rig.staying = false;
        assertThat(rig.leaveIntent("me", 5)).isTrue();
        assertThat(rig.refutations).isZero();
        assertThat(rig.status("me")).isEqualTo(MemberStatus.LEAVING);
        rig.joinIntent("me", 6);
        assertThat(rig.status("me")).isEqualTo(MemberStatus.LEAVING);
        assertThat(rig.leaveIntent("me", 7, true)).isTrue();
        rig.gone("me");
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.status("me")).isEqualTo(MemberStatus.LEFT);
        assertThat(rig.events).containsExactly("LEAVE me");
    }

    @Test
    void comparesTimesWithoutSign() {
        rig.join("n");
        rig.joinIntent("n", Long.MAX_VALUE);
        assertThat(rig.leaveIntent("n", Long.MIN_VALUE)).isTrue();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEAVING);
    }

    @Test
    void pruningErasesAMemberThatIsGoneAtOnce() {
        rig.join("failed");
        rig.gone("failed");
        rig.join("left");
        rig.leaveIntent("left", 5);
        rig.gone("left");
        rig.settle();
        rig.events.clear();
        rig.leaveIntent("failed", 6, true);
        rig.leaveIntent("left", 7, true);
        rig.settle();
        assertThat(rig.members.size()).isOne();
        assertThat(rig.events).containsExactly("LEAVE failed", "REAP failed", "REAP left");
    }

    @Test
    void pruningAMemberThatLeavesErasesItWhenItIsGoneAndTheNewsHasDiedOut() {
        rig.join("n");
        rig.leaveIntent("n", 5, true);
        rig.time.advance(Duration.ofSeconds(30));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEAVING);
        rig.gone("n");
        rig.time.advance(Duration.ofMillis(5_900));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEFT);
        rig.time.advance(Duration.ofMillis(200));
        assertThat(rig.status("n")).isNull();
        assertThat(rig.events).containsExactly("JOIN n", "LEAVE n", "REAP n");
    }

    @Test
    void aMemberThatContradictsIsNotPruned() {
        rig.join("n");
        rig.leaveIntent("n", 5, true);
        rig.joinIntent("n", 6);
        rig.leaveIntent("n", 7);
        rig.gone("n");
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEFT);
    }

    @Test
    void aMemberThatComesBackBeforeItIsErasedStays() {
        rig.join("n");
        rig.leaveIntent("n", 5, true);
        rig.gone("n");
        rig.time.advance(Duration.ofSeconds(3));
        rig.join("n");
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.ALIVE);
    }

    // 6.6: join intents

    @Test
    void aJoinIntentMakesALeavingMemberAliveWithoutAnEvent() {
        rig.join("n");
        rig.leaveIntent("n", 5);
        assertThat(rig.joinIntent("n", 6)).isTrue();
        rig.settle();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.ALIVE);
        assertThat(rig.events).containsExactly("JOIN n");
        assertThat(rig.members.view().members().find("n").status()).isEqualTo(MemberStatus.ALIVE);
    }

    @Test
    void anOldJoinIntentIsDropped() {
        rig.join("n");
        rig.leaveIntent("n", 5);
        assertThat(rig.joinIntent("n", 5)).isFalse();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEAVING);
    }

    @Test
    void aJoinIntentDoesNotRaiseTheDead() {
        rig.join("n");
        rig.gone("n");
        assertThat(rig.joinIntent("n", 6)).isTrue();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.FAILED);
        assertThat(rig.statusTime("n")).isEqualTo(6);
        rig.leaveIntent("n", 7);
        assertThat(rig.joinIntent("n", 8)).isTrue();
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEFT);
    }

    private static Node announced(String name, long incarnation) {
        Node node = LifecycleRig.node(name, 1, Map.of());
        return new Node(name, node.address(), node.meta(), node.versions(), incarnation, node.state());
    }
}
