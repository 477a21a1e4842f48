package io.gossip.memberlist;

import static io.gossip.memberlist.Say.addressOf;
import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.dead;
import static io.gossip.memberlist.Say.known;
import static io.gossip.memberlist.Say.left;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import io.gossip.wire.WireException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 7 of the protocol reference. The node is {@code "a"}, at incarnation 1. */
class MembershipTest {

    private static final long HIGHEST = Message.MAX_UINT32;
    private static final Address ELSEWHERE = Say.address("10.9.9.9", 7946);

    private Rig rig = new Rig();
    private Membership membership = rig.membership;

    private void use(Rig other) {
        rig = other;
        membership = other.membership;
    }

    /** Brings "b", known at incarnation 1, into a state. */
    private void bIs(NodeState state) {
        membership.alive(alive("b", 1));
        switch (state) {
            case ALIVE -> {}
            case SUSPECT -> membership.suspect(suspect("b", 1, "c"));
            case DEAD -> membership.dead(dead("b", 1, "c"));
            case LEFT -> membership.dead(left("b", 1));
        }
        assertThat(rig.state("b")).isEqualTo(state);
        rig.forget();
    }

    private void expectNothingHappened() {
        assertThat(rig.news()).isEmpty();
        assertThat(rig.application.takeEvents()).isEmpty();
    }

    @Nested
    class WhenANodeIsSaidToBeAlive {

        @Test
        void anUnknownOneJoins() {
            Alive message = new Alive(7, "b", addressOf("b"), Say.text("web"), new Versions(2, 4, 3, 1, 1, 1));
            membership.alive(message);
            assertThat(rig.application.events).singleElement().satisfies(event -> {
                assertThat(event.kind()).isEqualTo("joined");
                assertThat(event.node())
                        .isEqualTo(
                                new Node("b", addressOf("b"), Say.text("web"), message.versions(), 7, NodeState.ALIVE));
            });
            assertThat(rig.entry("b").snapshot())
                    .isEqualTo(rig.application.events.get(0).node());
            assertThat(rig.news()).containsExactly(message);
        }

        @Test
        void anUnknownOneOfIncarnationZeroIsNobody() {
            membership.alive(alive("b", 0));
            assertThat(rig.table.get("b")).isNull();
            expectNothingHappened();
        }

        @ParameterizedTest
        @ValueSource(longs = {0, 4, 5})
        void itTakesAHigherIncarnationThanIsKnown(long incarnation) {
            membership.alive(alive("b", 5));
            rig.forget();
            membership.alive(alive("b", incarnation, "new meta"));
            assertThat(rig.incarnation("b")).isEqualTo(5);
            assertThat(rig.entry("b").meta.isEmpty()).isTrue();
            expectNothingHappened();
        }

        @Test
        void newMetaIsAnUpdateAndPassedOn() {
            bIs(NodeState.ALIVE);
            membership.alive(alive("b", 2, "new"));
            assertThat(rig.application.takeEvents()).containsExactly("updated b");
            assertThat(rig.entry("b").meta).isEqualTo(Say.text("new"));
            assertThat(rig.news()).containsExactly(alive("b", 2, "new"));
        }

        @Test
        void theSameMetaIsNoUpdateButPassedOn() {
            bIs(NodeState.ALIVE);
            membership.alive(alive("b", 2));
            assertThat(rig.application.takeEvents()).isEmpty();
            assertThat(rig.incarnation("b")).isEqualTo(2);
            assertThat(rig.news()).containsExactly(alive("b", 2));
        }

        @Test
        void newVersionsAreTakenOver() {
            bIs(NodeState.ALIVE);
            membership.alive(alive("b", 2, new Versions(1, 4, 3, 0, 0, 0)));
            assertThat(rig.entry("b").versions).isEqualTo(new Versions(1, 4, 3, 0, 0, 0));
        }

        @Test
        void aSuspectIsAliveAgainWithoutAnEventAndForGood() {
            bIs(NodeState.SUSPECT);
            membership.alive(alive("b", 2));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.news()).containsExactly(alive("b", 2));
            rig.time.advance(Duration.ofHours(1));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.application.takeEvents()).isEmpty();
        }

        @Test
        void aSuspectWithNewMetaIsUpdated() {
            bIs(NodeState.SUSPECT);
            membership.alive(alive("b", 2, "new"));
            assertThat(rig.application.takeEvents()).containsExactly("updated b");
        }

        @Test
        void staleNewsDoesNotClearASuspect() {
            bIs(NodeState.SUSPECT);
            membership.alive(alive("b", 1));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            rig.time.advance(Duration.ofSeconds(25));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
        }

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"DEAD", "LEFT"})
        void whoWasGoneJoinsAgainWithAHigherIncarnationOnly(NodeState gone) {
            bIs(gone);
            membership.alive(alive("b", 1));
            assertThat(rig.state("b")).isEqualTo(gone);
            expectNothingHappened();
            membership.alive(alive("b", 2, "meta is no second event"));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.application.takeEvents()).containsExactly("joined b");
        }

        @ParameterizedTest(name = "{0} to {1}")
        @CsvSource({"0, 5", "1, 0", "0, 0", "3, 2"})
        void versionsThatMakeNoSenseAreIgnored(int min, int max) {
            membership.alive(alive("b", 1, new Versions(min, max, 2, 0, 0, 0)));
            assertThat(rig.table.get("b")).isNull();
            bIs(NodeState.ALIVE);
            membership.alive(alive("b", 2, new Versions(min, max, 2, 0, 0, 0)));
            assertThat(rig.incarnation("b")).isEqualTo(1);
            expectNothingHappened();
        }

        @Test
        void aMissingPortIsOurs() {
            membership.alive(alive("b", 1, Say.address("10.0.0.2", 0)));
            assertThat(rig.entry("b").address).isEqualTo(addressOf("b"));
            assertThat(rig.news()).containsExactly(alive("b", 1));
        }

        @Test
        void incarnationsAreUnsigned() {
            membership.alive(alive("b", 1));
            membership.alive(alive("b", 0x8000_0000L));
            assertThat(rig.incarnation("b")).isEqualTo(0x8000_0000L);
            membership.alive(alive("b", 0x7FFF_FFFFL));
            assertThat(rig.incarnation("b")).isEqualTo(0x8000_0000L);
            rig.entry("b").incarnation = HIGHEST - 1;
            membership.alive(alive("b", HIGHEST));
            assertThat(rig.incarnation("b")).isEqualTo(HIGHEST);
        }

        @Test
        void newsOfOneNodeReplacesOlderNewsOfIt() {
            membership.alive(alive("b", 1));
            membership.alive(alive("c", 1));
            membership.alive(alive("b", 2));
            membership.suspect(suspect("b", 2, "c"));
            assertThat(rig.news()).containsExactlyInAnyOrder(alive("c", 1), suspect("b", 2, "c"));
        }

        @Test
        void itIsCountedIfItPassedAllChecks() {
            int before = rig.metrics.alive;
            membership.alive(alive("b", 1));
            membership.alive(alive("b", 1));
            membership.alive(alive("b", 2));
            assertThat(rig.metrics.alive - before).isEqualTo(2);
        }
    }

    @Nested
    class WhenANameIsClaimedFromAnotherAddress {

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"ALIVE", "SUSPECT", "DEAD"})
        void itIsAConflictUnlessTheOwnerHasLeft(NodeState state) {
            bIs(state);
            membership.alive(alive("b", 9, ELSEWHERE));
            assertThat(rig.application.conflicts).containsExactly("b: 10.0.0.2:7946 is claimed by 10.9.9.9:7946");
            assertThat(rig.state("b")).isEqualTo(state);
            assertThat(rig.incarnation("b")).isEqualTo(1);
            assertThat(rig.entry("b").address).isEqualTo(addressOf("b"));
            expectNothingHappened();
        }

        @Test
        void anotherPortIsAnotherAddress() {
            bIs(NodeState.ALIVE);
            membership.alive(alive("b", 2, Say.address("10.0.0.2", 7947)));
            assertThat(rig.application.conflicts).hasSize(1);
        }

        @Test
        void theOtherFormOfTheSameIpIsAnotherAddress() {
            bIs(NodeState.ALIVE);
            membership.alive(alive("b", 2, Say.mapped(addressOf("b"))));
            assertThat(rig.application.conflicts).hasSize(1);
            assertThat(rig.incarnation("b")).isEqualTo(1);
        }

        @Test
        void ourOwnNameIsDefendedByNobody() {
            membership.alive(alive("a", 9, ELSEWHERE));
            assertThat(rig.application.conflicts).containsExactly("a: 10.0.0.1:7946 is claimed by 10.9.9.9:7946");
            assertThat(rig.incarnation("a")).isEqualTo(1);
            assertThat(rig.health.score()).isZero();
            expectNothingHappened();
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 5, 6, 7})
        void theNameOfANodeThatLeftIsFreeAtAnyIncarnation(long incarnation) {
            membership.alive(alive("b", 6));
            membership.dead(left("b", 6));
            rig.forget();
            membership.alive(alive("b", incarnation, ELSEWHERE));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.entry("b").address).isEqualTo(ELSEWHERE);
            assertThat(rig.incarnation("b")).isEqualTo(incarnation);
            assertThat(rig.application.takeEvents()).containsExactly("joined b");
            assertThat(rig.news()).containsExactly(alive("b", incarnation, ELSEWHERE));
            assertThat(rig.application.conflicts).isEmpty();
        }

        @Test
        void theNameOfADeadNodeIsFreeAfterAWhileIfSoConfigured() {
            use(new Rig(settings -> settings.deadNodeReclaim(Duration.ofSeconds(30))));
            bIs(NodeState.DEAD);
            rig.time.advance(Duration.ofSeconds(30));
            membership.alive(alive("b", 1, ELSEWHERE));
            assertThat(rig.application.conflicts).hasSize(1);
            rig.time.advance(Duration.ofNanos(1));
            membership.alive(alive("b", 1, ELSEWHERE));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.entry("b").address).isEqualTo(ELSEWHERE);
            assertThat(rig.application.takeEvents()).containsExactly("joined b");
        }

        @Test
        void itNeverIsByDefault() {
            bIs(NodeState.DEAD);
            rig.time.advance(Duration.ofDays(1));
            membership.alive(alive("b", 2, ELSEWHERE));
            assertThat(rig.application.conflicts).hasSize(1);
        }
    }

    @Nested
    class WhenANodeIsSuspected {

        @Test
        void itIsSuspectWithoutAnEventAndTheSuspicionIsPassedOnAsRaised() {
            bIs(NodeState.ALIVE);
            membership.suspect(suspect("b", 1, "c"));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(rig.application.takeEvents()).isEmpty();
            assertThat(rig.news()).containsExactly(suspect("b", 1, "c"));
            assertThat(rig.metrics.suspected).isEqualTo(1);
        }

        @Test
        void aHigherIncarnationIsTakenOver() {
            bIs(NodeState.ALIVE);
            membership.suspect(suspect("b", 5, "c"));
            assertThat(rig.incarnation("b")).isEqualTo(5);
            membership.alive(alive("b", 5));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            membership.alive(alive("b", 6));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void aLowerIncarnationIsIgnored() {
            membership.alive(alive("b", 5));
            rig.forget();
            membership.suspect(suspect("b", 4, "c"));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            expectNothingHappened();
        }

        @Test
        void anUnknownOneStaysUnknown() {
            membership.suspect(suspect("b", 1, "c"));
            assertThat(rig.table.get("b")).isNull();
            expectNothingHappened();
        }

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"DEAD", "LEFT"})
        void whoIsGoneStaysGone(NodeState gone) {
            bIs(gone);
            membership.suspect(suspect("b", 9, "c"));
            assertThat(rig.state("b")).isEqualTo(gone);
            assertThat(rig.incarnation("b")).isEqualTo(1);
            expectNothingHappened();
        }

        @Test
        void itIsDeadWhenItDoesNotRefuteInTime() {
            bIs(NodeState.SUSPECT);
            rig.time.advance(Duration.ofMillis(3999));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            rig.forget();
            rig.time.advance(Duration.ofMillis(1));
            assertThat(rig.application.takeEvents()).containsExactly("left b DEAD");
            assertThat(rig.news()).containsExactly(dead("b", 1, "a"));
            assertThat(rig.metrics.died).isEqualTo(1);
            assertThat(rig.metrics.degradedSuspicions).isZero();
        }

        @Test
        void othersWhoAgreeShortenItsTime() {
            for (String name : List.of("c", "d", "e")) {
                membership.alive(alive(name, 1));
            }
            bIs(NodeState.SUSPECT);
            membership.suspect(suspect("b", 1, "d"));
            membership.suspect(suspect("b", 1, "e"));
            rig.time.advance(Duration.ofMillis(3999));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            rig.time.advance(Duration.ofMillis(1));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
            assertThat(rig.metrics.degradedSuspicions).isZero();
        }

        @Test
        void withoutTheirWordItHasTheFullTimeAndThatIsReported() {
            for (String name : List.of("c", "d", "e")) {
                membership.alive(alive(name, 1));
            }
            bIs(NodeState.SUSPECT);
            rig.time.advance(Duration.ofMillis(23_999));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            rig.time.advance(Duration.ofMillis(1));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
            assertThat(rig.metrics.degradedSuspicions).isEqualTo(1);
        }

        @Test
        void everyNewVoiceIsPassedOnOnceAndNoMoreThanAreWaitedFor() {
            for (String name : List.of("c", "d", "e", "f")) {
                membership.alive(alive(name, 1));
            }
            bIs(NodeState.SUSPECT);
            membership.suspect(suspect("b", 1, "c"));
            assertThat(rig.news()).as("the first suspector again").isEmpty();
            membership.suspect(suspect("b", 1, "d"));
            assertThat(rig.news()).containsExactly(suspect("b", 1, "d"));
            rig.forget();
            membership.suspect(suspect("b", 1, "d"));
            assertThat(rig.news()).as("the same again").isEmpty();
            membership.suspect(suspect("b", 1, "e"));
            assertThat(rig.news()).containsExactly(suspect("b", 1, "e"));
            rig.forget();
            membership.suspect(suspect("b", 1, "f"));
            assertThat(rig.news()).as("one more than needed").isEmpty();
        }

        @Test
        void suspectedAtALaterIncarnationItHasAllItsTimeOnceMore() {
            List.of("c", "d", "e").forEach(name -> membership.alive(alive(name, 1)));
            bIs(NodeState.SUSPECT);
            membership.suspect(suspect("b", 1, "d"));
            rig.time.advance(Duration.ofSeconds(5));
            rig.forget();

            membership.suspect(suspect("b", 2, "e"));
            assertThat(rig.incarnation("b")).isEqualTo(2);
            assertThat(rig.news()).containsExactly(suspect("b", 2, "e"));
            assertThat(membership.suspicions())
                    .containsExactly(
                            new Inspection.RunningSuspicion("b", rig.loop.nanoTime(), 24_000_000_000L, 0, 2, false));
        }

        @Test
        void whatWasSaidForAnEarlierIncarnationCountsNoMore() {
            List.of("c", "d", "e").forEach(name -> membership.alive(alive(name, 1)));
            bIs(NodeState.SUSPECT);
            membership.suspect(suspect("b", 2, "e"));
            rig.forget();

            membership.alive(alive("b", 2));
            membership.suspect(suspect("b", 1, "d"));
            membership.dead(dead("b", 1, "d"));
            expectNothingHappened();
            membership.alive(alive("b", 3));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void anOldSuspicionIsNoConfirmation() {
            for (String name : List.of("c", "d", "e")) {
                membership.alive(alive(name, 1));
            }
            membership.alive(alive("b", 4));
            membership.suspect(suspect("b", 4, "c"));
            rig.forget();
            membership.suspect(suspect("b", 3, "d"));
            expectNothingHappened();
        }

        @Test
        void onlyWhoIsAliveIsWaitedFor() {
            for (String name : List.of("c", "d", "e", "f")) {
                membership.alive(alive(name, 1));
            }
            membership.dead(left("d", 1));
            membership.dead(dead("e", 1, "c"));
            membership.suspect(suspect("f", 1, "c"));
            // Alive are a, b and c: nobody is left who could confirm c's suspicion of b twice.
            bIs(NodeState.SUSPECT);
            rig.time.advance(Duration.ofSeconds(4));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
        }

        @Test
        void theTimeGrowsWithAllNodesKnown() {
            for (int i = 0; i < 98; i++) {
                membership.alive(new Alive(1, "n" + i, Say.address("10.0.1." + i, 1), Bytes.EMPTY, Say.VERSIONS));
                membership.dead(left("n" + i, 1));
            }
            bIs(NodeState.SUSPECT);
            rig.time.advance(Duration.ofMillis(7999));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            rig.time.advance(Duration.ofMillis(1));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
        }

        @Test
        void itGetsTheTimeBackInWhichThisNodeStoodStill() {
            bIs(NodeState.SUSPECT);
            rig.virtualLoop.pause();
            rig.time.advance(Duration.ofSeconds(10));
            membership.extendSuspicions(Duration.ofSeconds(10).toNanos());
            rig.virtualLoop.resume();
            rig.time.advance(Duration.ofMillis(3_999));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            rig.time.advance(Duration.ofMillis(1));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
        }

        @Test
        void aSecondSuspicionAfterARefutationHasItsOwnTime() {
            bIs(NodeState.SUSPECT);
            rig.time.advance(Duration.ofSeconds(3));
            membership.alive(alive("b", 2));
            membership.suspect(suspect("b", 2, "c"));
            rig.time.advance(Duration.ofMillis(3999));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            rig.time.advance(Duration.ofMillis(1));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
        }
    }

    @Nested
    class WhenANodeIsSaidToBeGone {

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"ALIVE", "SUSPECT"})
        void aMemberIsDead(NodeState member) {
            bIs(member);
            membership.dead(dead("b", 1, "c"));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
            assertThat(rig.application.takeEvents()).containsExactly("left b DEAD");
            assertThat(rig.news()).containsExactly(dead("b", 1, "c"));
            assertThat(rig.metrics.died).isEqualTo(1);
        }

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"ALIVE", "SUSPECT"})
        void whoSaysSoOfItselfHasLeft(NodeState member) {
            bIs(member);
            membership.dead(left("b", 1));
            assertThat(rig.state("b")).isEqualTo(NodeState.LEFT);
            assertThat(rig.application.takeEvents()).containsExactly("left b LEFT");
            assertThat(rig.news()).containsExactly(left("b", 1));
        }

        @Test
        void theEventTellsTheStateAndTheIncarnation() {
            bIs(NodeState.ALIVE);
            membership.dead(dead("b", 4, "c"));
            Node node = rig.application.events.get(0).node();
            assertThat(node.state()).isEqualTo(NodeState.DEAD);
            assertThat(node.incarnation()).isEqualTo(4);
        }

        @Test
        void aLowerIncarnationIsIgnored() {
            membership.alive(alive("b", 5));
            rig.forget();
            membership.dead(dead("b", 4, "c"));
            membership.dead(left("b", 4));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            expectNothingHappened();
        }

        @Test
        void anUnknownOneStaysUnknown() {
            membership.dead(dead("b", 1, "c"));
            membership.dead(left("b", 1));
            assertThat(rig.table.get("b")).isNull();
            expectNothingHappened();
        }

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"DEAD", "LEFT"})
        void whoIsGoneStaysAsItWent(NodeState gone) {
            bIs(gone);
            membership.dead(dead("b", 7, "c"));
            membership.dead(left("b", 8));
            assertThat(rig.state("b")).isEqualTo(gone);
            assertThat(rig.incarnation("b")).isEqualTo(1);
            expectNothingHappened();
        }

        @Test
        void theSuspicionOfItIsOver() {
            for (String name : List.of("c", "d", "e")) {
                membership.alive(alive(name, 1));
            }
            bIs(NodeState.SUSPECT);
            membership.dead(left("b", 1));
            rig.forget();
            rig.time.advance(Duration.ofHours(1));
            assertThat(rig.state("b")).isEqualTo(NodeState.LEFT);
            assertThat(rig.loop.waitingTimers()).isZero();
            assertThat(rig.metrics.degradedSuspicions).isZero();
            expectNothingHappened();
        }
    }

    /** Section 7.8; "b" is known at incarnation 5, or is not known. */
    @ParameterizedTest(name = "{0} and {1} makes {2}")
    @CsvSource({
        "unknown, alive 6, ALIVE, joined b",
        "unknown, suspect 6, unknown,",
        "unknown, dead 6, unknown,",
        "unknown, left 6, unknown,",
        "ALIVE, alive 5, ALIVE,",
        "ALIVE, alive 6, ALIVE,",
        "ALIVE, alive 6 meta, ALIVE, updated b",
        "ALIVE, suspect 4, ALIVE,",
        "ALIVE, suspect 5, SUSPECT,",
        "ALIVE, dead 4, ALIVE,",
        "ALIVE, dead 5, DEAD, left b DEAD",
        "ALIVE, left 4, ALIVE,",
        "ALIVE, left 5, LEFT, left b LEFT",
        "ALIVE, timeout, ALIVE,",
        "SUSPECT, alive 5, SUSPECT,",
        "SUSPECT, alive 6, ALIVE,",
        "SUSPECT, alive 6 meta, ALIVE, updated b",
        "SUSPECT, suspect 6, SUSPECT,",
        "SUSPECT, dead 4, SUSPECT,",
        "SUSPECT, dead 5, DEAD, left b DEAD",
        "SUSPECT, left 5, LEFT, left b LEFT",
        "SUSPECT, timeout, DEAD, left b DEAD",
        "DEAD, alive 5, DEAD,",
        "DEAD, alive 6, ALIVE, joined b",
        "DEAD, suspect 6, DEAD,",
        "DEAD, dead 6, DEAD,",
        "DEAD, left 6, DEAD,",
        "DEAD, timeout, DEAD,",
        "LEFT, alive 5, LEFT,",
        "LEFT, alive 6, ALIVE, joined b",
        "LEFT, suspect 6, LEFT,",
        "LEFT, dead 6, LEFT,",
        "LEFT, left 6, LEFT,",
        "LEFT, timeout, LEFT,"
    })
    void movesFromStateToStateAsTheTableSays(String before, String input, String after, String event) {
        if (!before.equals("unknown")) {
            membership.alive(alive("b", 5));
            switch (NodeState.valueOf(before)) {
                case ALIVE -> {}
                case SUSPECT -> membership.suspect(suspect("b", 5, "c"));
                case DEAD -> membership.dead(dead("b", 5, "c"));
                case LEFT -> membership.dead(left("b", 5));
            }
        }
        rig.forget();
        String[] words = input.split(" ", -1);
        long incarnation = words.length > 1 ? Long.parseLong(words[1]) : 0;
        switch (words[0]) {
            case "alive" -> membership.alive(alive("b", incarnation, words.length > 2 ? words[2] : ""));
            case "suspect" -> membership.suspect(suspect("b", incarnation, "d"));
            case "dead" -> membership.dead(dead("b", incarnation, "d"));
            case "left" -> membership.dead(left("b", incarnation));
            default -> rig.time.advance(Duration.ofSeconds(25));
        }
        MemberEntry entry = rig.table.get("b");
        assertThat(entry == null ? "unknown" : entry.state().name()).isEqualTo(after);
        assertThat(rig.application.takeEvents()).isEqualTo(event == null ? List.of() : List.of(event));
    }

    @Nested
    class WhenWhoIsGoneIsAccusedAgain {

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"DEAD", "LEFT"})
        void anAnnouncementThatComesLateDoesNotBringItBack(NodeState gone) {
            bIs(gone);
            membership.dead(dead("b", 4, "c"));
            membership.alive(alive("b", 2));
            membership.alive(alive("b", 4));
            assertThat(rig.state("b")).isEqualTo(gone);
            assertThat(rig.incarnation("b")).isEqualTo(1);
            expectNothingHappened();
            membership.alive(alive("b", 5));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void aSuspicionCountsAsMuchAsADeath() {
            bIs(NodeState.DEAD);
            membership.suspect(suspect("b", 4, "c"));
            membership.alive(alive("b", 4));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
        }

        @Test
        void whatAccusesItLessComesTooLate() {
            bIs(NodeState.DEAD);
            membership.dead(dead("b", 4, "c"));
            membership.suspect(suspect("b", 2, "c"));
            membership.dead(dead("b", 3, "c"));
            membership.alive(alive("b", 4));
            assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
        }

        @Test
        void theOldAccusationIsForgottenOnceItIsBack() {
            bIs(NodeState.LEFT);
            membership.suspect(suspect("b", 9, "c"));
            membership.alive(alive("b", 1, ELSEWHERE)); // another node, which counts for itself
            membership.dead(dead("b", 1, "c"));
            membership.alive(alive("b", 2, ELSEWHERE));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }
    }

    @Nested
    class WhenTheNodeItselfIsSpokenOf {

        @Test
        void anEchoOfItsOwnAnnouncementIsNothing() {
            membership.alive(alive("a", 1));
            assertThat(rig.incarnation("a")).isEqualTo(1);
            assertThat(rig.health.score()).isZero();
            expectNothingHappened();
        }

        @Test
        void anOldAnnouncementIsNothing() {
            membership.suspect(suspect("a", 1, "b"));
            rig.forget();
            membership.alive(alive("a", 1, "old meta"));
            assertThat(rig.incarnation("a")).isEqualTo(2);
            expectNothingHappened();
        }

        @Test
        void itRefutesAnAnnouncementFromBeforeItsRestart() {
            membership.alive(alive("a", 7));
            assertThat(rig.incarnation("a")).isEqualTo(8);
            assertThat(rig.news()).containsExactly(alive("a", 8));
        }

        @Test
        void itRefutesForeignMetaAndKeepsItsOwn() {
            membership.alive(alive("a", 1, "foreign"));
            assertThat(rig.news()).containsExactly(alive("a", 2));
            assertThat(rig.entry("a").meta.isEmpty()).isTrue();
            assertThat(rig.application.takeEvents()).isEmpty();
        }

        @Test
        void itRefutesForeignVersionsAndKeepsItsOwn() {
            membership.alive(alive("a", 1, new Versions(1, 4, 2, 0, 0, 0)));
            assertThat(rig.news()).containsExactly(alive("a", 2));
            assertThat(rig.entry("a").versions).isEqualTo(Say.VERSIONS);
        }

        @Test
        void itRefutesSuspicion() {
            membership.suspect(suspect("a", 1, "b"));
            assertThat(rig.state("a")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.incarnation("a")).isEqualTo(2);
            assertThat(rig.news()).containsExactly(alive("a", 2));
            assertThat(rig.application.takeEvents()).isEmpty();
            assertThat(rig.application.reannounced).containsExactly("a@2");
            assertThat(rig.health.score()).isEqualTo(1);
            rig.time.advance(Duration.ofHours(1));
            assertThat(rig.state("a")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void itRefutesItsDeath() {
            membership.dead(dead("a", 1, "b"));
            assertThat(rig.state("a")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.news()).containsExactly(alive("a", 2));
            assertThat(rig.metrics.died).isZero();
        }

        @Test
        void itRefutesALeaveThatItNeverAnnounced() {
            membership.dead(left("a", 1));
            assertThat(rig.state("a")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.news()).containsExactly(alive("a", 2));
        }

        @Test
        void oldAccusationsAreNothing() {
            membership.suspect(suspect("a", 5, "b"));
            rig.forget();
            membership.suspect(suspect("a", 5, "b"));
            membership.dead(dead("a", 5, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(6);
            assertThat(rig.health.score()).isEqualTo(1);
            expectNothingHappened();
        }

        @Test
        void itDefendsItselfAsTheGoNodeOfTheBehaviourVectors() {
            membership.suspect(suspect("a", 1, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(2);
            membership.suspect(suspect("a", 1, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(2);
            membership.suspect(suspect("a", 10, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(11);
            membership.dead(dead("a", 10, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(11);
            membership.dead(dead("a", 11, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(12);
            membership.suspect(suspect("a", 12, "b"));
            assertThat(rig.health.score()).isEqualTo(4);
        }

        @Test
        void itSeesOthersAsTheGoNodeOfTheBehaviourVectors() {
            bIs(NodeState.ALIVE);
            membership.suspect(suspect("b", 5, "c"));
            assertThat(rig.entry("b").snapshot().state()).isEqualTo(NodeState.SUSPECT);
            assertThat(rig.incarnation("b")).isEqualTo(5);
            membership.alive(alive("b", 5));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            membership.alive(alive("b", 6));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            membership.dead(left("b", 6));
            assertThat(rig.state("b")).isEqualTo(NodeState.LEFT);
            membership.alive(alive("b", 6, ELSEWHERE));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.application.takeEvents()).containsExactly("left b LEFT", "joined b");
        }

        @Test
        void aNewerRefutationReplacesTheOneBefore() {
            membership.suspect(suspect("a", 1, "b"));
            membership.suspect(suspect("a", 2, "b"));
            assertThat(rig.news()).containsExactly(alive("a", 3));
        }

        @Test
        void itsNextAnnouncementGoesOnFromTheRefutation() {
            membership.suspect(suspect("a", 41, "b"));
            membership.announce(addressOf("a"), Say.text("new"), () -> {});
            assertThat(rig.incarnation("a")).isEqualTo(43);
            assertThat(rig.news()).containsExactly(alive("a", 43, "new"));
        }

        @Test
        void aRefutationTellsItsAddressMetaAndVersions() {
            membership.announce(addressOf("a"), Say.text("mine"), () -> {});
            rig.forget();
            membership.suspect(suspect("a", 2, "b"));
            assertThat(rig.news()).containsExactly(alive("a", 3, "mine"));
        }

        @Test
        void itUsesTheLastIncarnationButNeverStartsAgainFromZero() {
            rig.entry("a").incarnation = HIGHEST - 1;
            membership.suspect(suspect("a", HIGHEST - 1, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(HIGHEST);
            rig.forget();
            membership.suspect(suspect("a", HIGHEST, "b"));
            membership.dead(dead("a", HIGHEST, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(HIGHEST);
            assertThat(rig.state("a")).isEqualTo(NodeState.ALIVE);
            expectNothingHappened();
        }

        @Test
        void itsAnnouncementsNeverExceedTheLastIncarnation() {
            rig.entry("a").incarnation = HIGHEST - 1;
            membership.suspect(suspect("a", HIGHEST - 1, "b"));
            rig.forget();
            membership.announce(addressOf("a"), Say.text("new"), () -> {});
            assertThat(rig.incarnation("a")).isEqualTo(HIGHEST);
            assertThat(rig.news())
                    .allSatisfy(message ->
                            assertThat(((Alive) message).incarnation()).isEqualTo(HIGHEST));
        }
    }

    @Nested
    class WhenTheNodeAnnouncesItself {

        @Test
        void itIsTheFirstToHear() {
            Rig fresh = new Rig();
            assertThat(fresh.state("a")).isEqualTo(NodeState.ALIVE);
            assertThat(fresh.incarnation("a")).isEqualTo(1);
            assertThat(fresh.entry("a").versions).isEqualTo(Say.VERSIONS);
        }

        @Test
        void newMetaIsAnUpdate() {
            membership.announce(addressOf("a"), Say.text("new"), () -> {});
            assertThat(rig.application.takeEvents()).containsExactly("updated a");
            assertThat(rig.news()).containsExactly(alive("a", 2, "new"));
            assertThat(rig.health.score()).isZero();
        }

        @Test
        void theSameMetaIsAnnouncedAnewWithoutAnEvent() {
            membership.announce(addressOf("a"), Bytes.EMPTY, () -> {});
            assertThat(rig.application.takeEvents()).isEmpty();
            assertThat(rig.news()).containsExactly(alive("a", 2));
        }

        @Test
        void itLearnsWhenTheNewsIsOut() {
            List<String> sent = new ArrayList<>();
            membership.announce(addressOf("a"), Say.text("new"), () -> sent.add("sent"));
            for (int transmission = 1; transmission <= 3; transmission++) {
                rig.news();
            }
            assertThat(sent).isEmpty();
            rig.news();
            assertThat(sent).containsExactly("sent");
        }
    }

    @Nested
    class WhenTheNodeLeaves {

        @Test
        void itSaysSoOfItself() {
            membership.leave(() -> {});
            assertThat(membership.hasLeft()).isTrue();
            assertThat(rig.state("a")).isEqualTo(NodeState.LEFT);
            assertThat(rig.application.takeEvents()).containsExactly("left a LEFT");
            assertThat(rig.news()).containsExactly(left("a", 1));
        }

        @Test
        void itLeavesWithTheIncarnationItHas() {
            membership.suspect(suspect("a", 7, "b"));
            membership.leave(() -> {});
            assertThat(rig.news()).containsExactly(left("a", 8));
        }

        @Test
        void itLearnsWhenTheNewsIsOut() {
            List<String> sent = new ArrayList<>();
            membership.leave(() -> sent.add("sent"));
            for (int transmission = 1; transmission <= 3; transmission++) {
                rig.news();
            }
            assertThat(sent).isEmpty();
            rig.news();
            assertThat(sent).containsExactly("sent");
        }

        @Test
        void nothingBringsItBack() {
            membership.leave(() -> {});
            rig.forget();
            membership.alive(alive("a", 9));
            membership.alive(alive("a", 9, ELSEWHERE));
            membership.suspect(suspect("a", 9, "b"));
            membership.dead(dead("a", 9, "b"));
            assertThat(rig.state("a")).isEqualTo(NodeState.LEFT);
            assertThat(rig.incarnation("a")).isEqualTo(1);
            assertThat(rig.application.conflicts).isEmpty();
            assertThat(rig.health.score()).isZero();
            expectNothingHappened();
        }

        @Test
        void itGoesOnToHearOfOthers() {
            membership.leave(() -> {});
            membership.alive(alive("b", 1));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        }
    }

    @Nested
    class WhenAViewIsMerged {

        @Test
        void aliveIsTakenAtItsWord() {
            merge(List.of(known("b", 3, NodeState.ALIVE), known("c", 1, NodeState.ALIVE)));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.incarnation("b")).isEqualTo(3);
            assertThat(rig.application.takeEvents()).containsExactly("joined b", "joined c");
            assertThat(rig.news()).containsExactlyInAnyOrder(alive("b", 3), alive("c", 1));
        }

        @Test
        void leftIsTakenAtItsWord() {
            bIs(NodeState.ALIVE);
            merge(List.of(known("b", 1, NodeState.LEFT)));
            assertThat(rig.application.takeEvents()).containsExactly("left b LEFT");
            assertThat(rig.news()).containsExactly(left("b", 1));
        }

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"SUSPECT", "DEAD"})
        void suspectAndDeadMakeUsSuspectOnOurOwnAccount(NodeState theirs) {
            bIs(NodeState.ALIVE);
            merge(List.of(known("b", 1, theirs)));
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
            assertThat(rig.application.takeEvents()).isEmpty();
            assertThat(rig.news()).containsExactly(suspect("b", 1, "a"));
        }

        @Test
        void hearsayOfALaterIncarnationSuspectsAnew() {
            bIs(NodeState.SUSPECT);
            merge(List.of(known("b", 2, NodeState.DEAD)));
            assertThat(rig.incarnation("b")).isEqualTo(2);
            assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        }

        @Test
        void hearsayConfirmsNoSuspicion() {
            List.of("c", "d", "e", "f").forEach(name -> membership.alive(alive(name, 1)));
            bIs(NodeState.SUSPECT);
            merge(List.of(known("b", 1, NodeState.DEAD)));
            assertThat(membership.suspicions())
                    .extracting(Inspection.RunningSuspicion::confirmations)
                    .containsExactly(0);
            assertThat(rig.news()).isEmpty();
        }

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"SUSPECT", "DEAD", "LEFT"})
        void nobodyIsLearntOfWhoIsAlreadyDown(NodeState theirs) {
            merge(List.of(known("b", 1, theirs)));
            assertThat(rig.table.get("b")).isNull();
            expectNothingHappened();
        }

        @ParameterizedTest
        @EnumSource(
                value = NodeState.class,
                names = {"SUSPECT", "DEAD", "LEFT"})
        void weContradictWhoThinksUsGone(NodeState theirs) {
            merge(List.of(known("a", 4, theirs)));
            assertThat(rig.state("a")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.news()).containsExactly(alive("a", 5));
        }

        @Test
        void weOutdoWhoRemembersUsFromBeforeOurRestart() {
            merge(List.of(known("a", 4, NodeState.ALIVE)));
            assertThat(rig.news()).containsExactly(alive("a", 5));
        }

        @Test
        void aMissingPortIsOurs() {
            merge(List.of(new Message.PushPullNode(
                    "b", Say.address("10.0.0.2", 0), Bytes.EMPTY, 1, NodeState.ALIVE, Say.VERSIONS)));
            assertThat(rig.entry("b").address).isEqualTo(addressOf("b"));
        }
    }

    @Nested
    class WhenAnIncarnationIsAbsurdlyFarAhead {

        private static final long ABSURD = Incarnations.RESERVE_FROM + 1;

        @Test
        void noAccusationDrivesANodeToItsLastIncarnation() {
            bIs(NodeState.ALIVE);
            membership.suspect(suspect("b", ABSURD, "c"));
            membership.dead(dead("b", HIGHEST, "c"));
            membership.dead(left("b", ABSURD));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            assertThat(rig.incarnation("b")).isEqualTo(1);
            expectNothingHappened();
            assertThat(rig.metrics.rejected).containsExactly(Reason.REFUSED, Reason.REFUSED, Reason.REFUSED);
        }

        @Test
        void noAnnouncementDoesEither() {
            bIs(NodeState.ALIVE);
            membership.alive(alive("b", ABSURD, "forged"));
            assertThat(rig.incarnation("b")).isEqualTo(1);
            expectNothingHappened();
        }

        @Test
        void whoIsUnknownIsNotTakenInWithItBecauseItsOwnerCouldNeverTakeItBack() {
            membership.alive(alive("c", ABSURD, "forged"));
            assertThat(rig.table.get("c")).isNull();
            membership.alive(alive("c", Incarnations.RESERVE_FROM));
            assertThat(rig.state("c")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void theNodeItselfSpendsNoIncarnationsOnIt() {
            membership.suspect(suspect("a", HIGHEST, "b"));
            membership.dead(dead("a", HIGHEST - 1, "b"));
            membership.alive(alive("a", ABSURD, "forged"));
            assertThat(rig.incarnation("a")).isEqualTo(1);
            expectNothingHappened();
            membership.suspect(suspect("a", 1, "b"));
            assertThat(rig.incarnation("a")).isEqualTo(2);
        }
    }

    @Nested
    class WhenOnlySomeNetworksAreAllowed {

        @BeforeEach
        void allowTenZeroZero() {
            use(new Rig(settings -> settings.allowedNetworks(List.of(Cidr.parse("10.0.0.0/24")))));
        }

        @Test
        void whoIsInOneIsTakenIn() {
            membership.alive(alive("b", 1));
            assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
            membership.alive(alive("c", 1, Say.mapped(addressOf("c"))));
            assertThat(rig.state("c")).isEqualTo(NodeState.ALIVE);
        }

        @Test
        void whoIsInNoneStaysUnknown() {
            membership.alive(alive("b", 1, ELSEWHERE));
            assertThat(rig.table.get("b")).isNull();
            expectNothingHappened();
            assertThat(rig.metrics.rejected).containsExactly(Reason.REFUSED);
        }

        @Test
        void thatHoldsForAPushPullToo() {
            merge(List.of(new Message.PushPullNode("b", ELSEWHERE, Bytes.EMPTY, 1, NodeState.ALIVE, Say.VERSIONS)));
            assertThat(rig.table.get("b")).isNull();
        }

        @Test
        void aNameIsNotTakenOutOfThem() {
            bIs(NodeState.LEFT);
            membership.alive(alive("b", 2, ELSEWHERE));
            assertThat(rig.state("b")).isEqualTo(NodeState.LEFT);
            assertThat(rig.entry("b").address).isEqualTo(addressOf("b"));
        }

        @Test
        void aNameThatIsUsedOutsideIsNoConflict() {
            bIs(NodeState.ALIVE);
            membership.alive(alive("b", 2, ELSEWHERE));
            assertThat(rig.application.conflicts).isEmpty();
        }
    }

    @Nested
    class WhenNewsIsNotBelieved {

        private static Stream<Arguments> news() {
            return Stream.of(
                    arguments("incarnation 0", alive("c", 0)),
                    arguments("an incarnation out of reach", alive("c", Incarnations.RESERVE_FROM + 1)),
                    arguments("the same of a member", alive("b", Incarnations.RESERVE_FROM + 1)),
                    arguments("versions", alive("c", 1, new Versions(3, 2, 2, 0, 0, 0))),
                    arguments("another network", alive("b", 2, ELSEWHERE)),
                    arguments("one member too many", alive("d", 1)));
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("news")
        void theNodeAndItsMetricsCountItAlike(String why, Alive news) {
            use(new Rig(settings -> settings.allowedNetworks(List.of(Cidr.parse("10.0.0.0/24")))
                    .maxMembers(news.node().equals("d") ? 2 : 3)));
            membership.alive(alive("b", 1));
            membership.alive(news);
            assertThat(rig.metrics.rejected).containsExactly(Reason.REFUSED);
            assertThat(rig.badInput.count()).as("what the node itself tells").isOne();
        }
    }

    @Nested
    class WhenTheTableIsFull {

        @Test
        void strangersAreDroppedAndKnownNodesAreNot() {
            use(new Rig(settings -> settings.maxMembers(2)));
            membership.alive(alive("b", 1));
            rig.forget();
            membership.alive(alive("c", 1));
            assertThat(rig.table.get("c")).isNull();
            expectNothingHappened();
            membership.alive(alive("b", 2, "new"));
            assertThat(rig.application.takeEvents()).containsExactly("updated b");
        }

        @Test
        void thereIsRoomAgainWhenTheGoneAreForgotten() {
            use(new Rig(settings -> settings.maxMembers(2)));
            bIs(NodeState.DEAD);
            rig.time.advance(Duration.ofSeconds(1));
            membership.alive(alive("c", 1));
            assertThat(rig.table.get("c")).isNull();
            rig.table.reapAndShuffle(membership.self(), 0, 0, rig.loop.nanoTime());
            membership.alive(alive("c", 1));
            assertThat(rig.state("c")).isEqualTo(NodeState.ALIVE);
        }
    }

    @Nested
    class WhenProtocolOneIsSpoken {

        @Test
        void everyPortIsOurs() {
            use(new Rig(settings -> settings.protocolVersion(1)));
            membership.alive(alive("b", 1, Say.address("10.0.0.2", 1234)));
            assertThat(rig.entry("b").address).isEqualTo(addressOf("b"));
        }
    }

    private void merge(List<Message.PushPullNode> remote) {
        membership.merge(remote, () -> {});
    }
}
