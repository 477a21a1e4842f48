package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.DelegateCalls.Question;
import io.gossip.memberlist.MemberChange.Kind;
import io.gossip.runtime.Outbox;
import io.gossip.virtual.VirtualEventLoop;
import io.gossip.virtual.VirtualTime;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class OffLoopCallsTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualEventLoop loop = time.eventLoop();
    private final Queue<Runnable> application = new ArrayDeque<>();
    private final OffLoopCalls calls = new OffLoopCalls(
            loop, new Outbox(loop, application::add, () -> false), new Events(), new InputConfig(0, 1, 3, 100, 1, 1));
    private final List<String> answers = new ArrayList<>();
    private int folded;

    @Test
    void onlySoManyQuestionsWait() {
        assertThat(ask("1", 0)).isTrue();
        assertThat(ask("2", 0)).isTrue();
        assertThat(ask("3", 0)).isTrue();
        assertThat(ask("4", 0)).isFalse();
        applicationAnswers();
        assertThat(ask("5", 0)).isTrue();
        applicationAnswers();
        assertThat(answers).containsExactly("1", "2", "3", "5");
    }

    @Test
    void onlySoManyBytesWaitWithThem() {
        assertThat(ask("1", 60)).isTrue();
        assertThat(ask("2", 41)).isFalse();
        assertThat(ask("3", 40)).isTrue();
        assertThat(ask("4", 1)).isFalse();
        applicationAnswers();
        assertThat(ask("5", 100)).as("all is free again").isTrue();
    }

    @Test
    void whatHoldsNothingWaitsHoweverMuchIsHeld() {
        assertThat(ask("1", 100)).isTrue();
        assertThat(ask("2", 0)).isTrue();
    }

    @Test
    void whatIsLargerThanAllThatMayBeHeldIsAskedForItself() {
        assertThat(ask("1", 101)).isTrue();
        assertThat(ask("2", 1)).isFalse();
        applicationAnswers();
        assertThat(ask("3", 1)).isTrue();
        assertThat(ask("4", 101)).isFalse();
        applicationAnswers();
        assertThat(answers).containsExactly("1", "3");
    }

    @Test
    void changesBeyondThemAreToldAsOneForEachNode() {
        for (String node : List.of("b", "c", "d", "e", "f")) {
            assertThat(change(Kind.JOINED, node)).isTrue();
        }
        for (int i = 0; i < 1000; i++) {
            assertThat(change(Kind.UPDATED, "f")).isFalse();
            change(Kind.UPDATED, "b");
        }
        assertThat(change(Kind.LEFT, "e")).isFalse();
        applicationAnswers();
        assertThat(answers).containsExactly("joined b", "joined c", "joined d", "joined f", "updated b");
    }

    private boolean change(Kind kind, String name) {
        Node node = new Node(name, Say.addressOf(name), Bytes.EMPTY, Say.VERSIONS, 1, NodeState.ALIVE);
        int before = folded;
        calls.tell(new MemberChange(kind, node), () -> folded++);
        time.runUntilIdle();
        return folded == before;
    }

    private final class Events implements EventDelegate {
        @Override
        public void joined(Node node) {
            answers.add("joined " + node.name());
        }

        @Override
        public void updated(Node node) {
            answers.add("updated " + node.name());
        }
    }

    private boolean ask(String what, long heldBytes) {
        boolean asked = calls.ask(new Question<>("The delegate", heldBytes, () -> what, ""), answers::add);
        time.runUntilIdle();
        return asked;
    }

    private void applicationAnswers() {
        for (Runnable task = application.poll(); task != null; task = application.poll()) {
            task.run();
        }
        time.runUntilIdle();
    }
}
