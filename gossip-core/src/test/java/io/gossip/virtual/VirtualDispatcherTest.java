package io.gossip.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The executor of an application in virtual time. */
class VirtualDispatcherTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final VirtualDispatcher dispatcher = time.dispatcher();
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsItsTasksInOrderAndNotBeforeTheCallerIsThrough() {
        dispatcher.dispatch(task("a"));
        dispatcher.dispatch(task("b"));
        assertThat(ran).isEmpty();
        time.runUntilIdle();
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void runsThemOnNoLoop() {
        VirtualEventLoop loop = time.eventLoop();
        loop.run(() -> dispatcher.dispatch(() -> ran.add("on the loop: " + loop.inEventLoop())));
        time.runUntilIdle();
        assertThat(ran).containsExactly("on the loop: false");
    }

    @Test
    void whatPilesUpWhileItIsBlockedRunsAfterTheLastBlock() {
        dispatcher.block();
        dispatcher.block();
        dispatcher.dispatch(task("a"));
        dispatcher.dispatch(task("b"));
        dispatcher.unblock();
        time.advance(SECOND);
        assertThat(ran).isEmpty();
        assertThat(dispatcher.waiting()).isEqualTo(2);
        dispatcher.unblock();
        time.runUntilIdle();
        assertThat(ran).containsExactly("a", "b");
        dispatcher.unblock();
        dispatcher.block();
        dispatcher.dispatch(task("c"));
        time.advance(SECOND);
        assertThat(ran).as("one unblock too many counts for nothing").doesNotContain("c");
    }

    @Test
    void aBlockReachesATaskThatIsUnderWay() {
        dispatcher.taskCost(SECOND);
        dispatcher.dispatch(task("a"));
        time.advance(SECOND.dividedBy(2));
        dispatcher.block();
        time.advance(SECOND);
        assertThat(ran).isEmpty();
    }

    @Test
    void slowTasksTakeTheirTimeOneAfterAnother() {
        dispatcher.taskCost(SECOND);
        dispatcher.dispatch(task("a"));
        dispatcher.dispatch(task("b"));
        time.advance(Duration.ofMillis(1_500));
        assertThat(ran).containsExactly("a");
        time.advance(SECOND);
        assertThat(ran).containsExactly("a", "b");
    }

    @Test
    void whatOneThrowsIsCollectedAndTheNextOneRuns() {
        dispatcher.dispatch(() -> {
            throw new IllegalStateException("a bug");
        });
        dispatcher.dispatch(task("b"));
        time.takeFailures();
        time.runUntilIdle();
        assertThat(time.takeFailures()).hasSize(1);
        assertThat(ran).containsExactly("b");
    }

    @Test
    void nothingRunsWhenItHasEnded() {
        dispatcher.dispatch(task("a"));
        dispatcher.stop();
        dispatcher.dispatch(task("b"));
        time.advance(SECOND);
        assertThat(ran).isEmpty();
    }

    private Runnable task(String name) {
        return () -> ran.add(name);
    }
}
