package io.gossip.memberlist;

import static io.gossip.memberlist.Say.addressOf;
import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.known;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Section 7.3, step 3, with an application that takes its time; "b" is a member of incarnation 1. */
class AdmissionTest {

    private static final Duration LONGER_THAN_A_SUSPICION = Duration.ofSeconds(10);

    private final Rig rig = new Rig(settings -> settings.streamTimeout(Duration.ofMinutes(2))); // patience of 30 s
    private final List<Runnable> questions = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final Membership membership = new Membership(
            rig.config,
            rig.loop,
            rig.table,
            rig.news,
            rig.encoder,
            rig.ports,
            new Application(
                    CompositeDelegate.none().withAlive(node -> !refused.contains(node.name())),
                    MemberlistNode.NOBODY,
                    new SlowCalls(),
                    rig.config,
                    rig.loop,
                    rig.badInput,
                    rig.metrics),
            rig.health,
            new Plausibility(rig.config.admission(), rig.table, rig.badInput),
            new SecondOpinion(rig.config, rig.table, rig.sequences, rig.sender),
            rig.metrics);

    private int merged;

    @BeforeEach
    void bIsAMember() {
        rig.peer("b");
    }

    @Test
    void whatNeedsNoConsentDoesNotWaitForWhatComesWithIt() {
        membership.suspect(suspect("b", 1, "d"));
        merge(known("c", 1, NodeState.ALIVE), known("b", 2, NodeState.ALIVE));
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(rig.table.get("c")).isNull();
        assertThat(merged).isZero();
        answer();
        assertThat(rig.state("c")).isEqualTo(NodeState.ALIVE);
        assertThat(merged).isOne();
    }

    @Test
    void nobodyIsDeclaredDeadAboutWhomAPushPullAsks() {
        membership.suspect(suspect("b", 1, "d"));
        merge(knownWithMeta("b", 2, "new"));
        rig.time.advance(LONGER_THAN_A_SUSPICION);
        assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        assertThat(membership.suspicions())
                .extracting(Inspection.RunningSuspicion::undecided)
                .containsExactly(true);
        answer();
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
    }

    /** Another name would count as one more who noticed. */
    @Test
    void whoAsksMeanwhileNamesTheAccuserStill() {
        Peer c = rig.peer("c");
        membership.suspect(suspect("b", 1, "d"));
        merge(knownWithMeta("b", 2, "new"));
        rig.time.advance(LONGER_THAN_A_SUSPICION);
        assertThat(c.heard(Suspect.class))
                .hasSizeGreaterThan(1)
                .extracting(Suspect::from)
                .containsOnly("d");
    }

    @Test
    void whoeverIsRefusedInTheEndHasNotRefuted() {
        refused.add("b");
        membership.suspect(suspect("b", 1, "d"));
        merge(knownWithMeta("b", 2, "new"));
        answer();
        assertThat(merged).isOne();
        rig.time.advance(LONGER_THAN_A_SUSPICION);
        assertThat(rig.state("b")).isEqualTo(NodeState.DEAD);
    }

    @Test
    void nobodyIsDeclaredDeadBeforeTheLastAnswer() {
        membership.suspect(suspect("b", 1, "d"));
        membership.alive(alive("b", 2, "new"));
        merge(knownWithMeta("b", 3, "newer"));
        refused.add("b");
        questions.remove(0).run();
        refused.clear();
        rig.time.advance(LONGER_THAN_A_SUSPICION);
        assertThat(rig.state("b")).isEqualTo(NodeState.SUSPECT);
        answer();
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(rig.incarnation("b")).isEqualTo(3);
    }

    @Test
    void newsByGossipWaitsForTheAnswerToAPushPull() {
        merge(knownWithMeta("b", 2, "new"));
        membership.alive(alive("b", 3, "newer"));
        membership.alive(alive("b", 4, "newest"));
        assertThat(questions).hasSize(1);
        answer();
        assertThat(rig.incarnation("b")).isEqualTo(2);
        assertThat(questions).hasSize(1);
        answer();
        assertThat(rig.incarnation("b")).isEqualTo(4);
        assertThat(questions).isEmpty();
    }

    @Test
    void newsThatAPushPullBringsTooIsAskedAboutOnce() {
        membership.alive(alive("b", 2, "new"));
        membership.alive(alive("b", 3, "newer"));
        merge(knownWithMeta("b", 3, "newer"));
        answer();
        assertThat(questions).isEmpty();
        assertThat(rig.incarnation("b")).isEqualTo(3);
    }

    @Test
    void anAnnouncementOlderThanAnAccusationOfWhoIsGoneIsNotAskedAbout() {
        membership.dead(Say.dead("b", 1, "c"));
        membership.dead(Say.dead("b", 4, "c"));
        membership.alive(alive("b", 4));
        assertThat(questions).isEmpty();
        membership.alive(alive("b", 5));
        assertThat(questions).hasSize(1);
    }

    /** Answers all that waits now. */
    private void answer() {
        List<Runnable> waiting = List.copyOf(questions);
        questions.clear();
        waiting.forEach(Runnable::run);
    }

    private void merge(PushPullNode... remote) {
        membership.merge(List.of(remote), () -> merged++);
    }

    private static PushPullNode knownWithMeta(String node, long incarnation, String meta) {
        return new PushPullNode(node, addressOf(node), Say.text(meta), incarnation, NodeState.ALIVE, Say.VERSIONS);
    }

    /** Asks when the test says so. */
    private final class SlowCalls implements DelegateCalls {

        @Override
        public <T> boolean ask(Question<T> question, Consumer<T> then) {
            questions.add(() -> then.accept(question.code().get()));
            return true;
        }

        @Override
        public void tell(MemberChange change, Runnable folded) {}

        @Override
        public int unanswered() {
            return questions.size();
        }

        @Override
        public <T> T askWithin(Question<T> part) {
            return part.code().get();
        }
    }
}
