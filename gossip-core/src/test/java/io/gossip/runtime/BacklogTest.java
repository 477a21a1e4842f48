package io.gossip.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.testing.RecordedLog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private record Event(String who, String what) {}

    /** Ups and downs of one come to nothing, unless something else was told of him. */
    private static final class Chronicle implements Backlog.Sums<Event, String> {

        @Override
        public String subject(Event event) {
            return event.who;
        }

        @Override
        public @Nullable String after(Event event) {
            return event.what.equals("end") ? null : event.what;
        }

        @Override
        public @Nullable Event add(@Nullable String known, @Nullable Event sum, Event next) {
            if (known == null && next.what.equals("down")) {
                return null;
            }
            return sum == null ? next : new Event(next.who, sum.what + "," + next.what);
        }
    }

    private final Queue<Runnable> way = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Backlog<Event, String> backlog =
            new Backlog<>(() -> 0, 2, new Chronicle(), event -> told.add(event.who + " " + event.what));

    @Test
    void whoIsFastHearsOfEachEvent() {
        for (int i = 0; i < 10; i++) {
            assertThat(add("a", "" + i)).isTrue();
            tellAll();
        }
        assertThat(told).hasSize(10).startsWith("a 0", "a 1");
    }

    @Test
    void whatHappensToOneBeyondTheNumberIsToldAsOne() {
        add("a", "1");
        add("a", "2");
        assertThat(add("a", "3")).isTrue();
        assertThat(add("b", "1")).isTrue();
        assertThat(add("a", "4")).isFalse();
        assertThat(add("a", "5")).isFalse();
        tellAll();
        assertThat(told).containsExactly("a 1", "a 2", "b 1", "a 3,4,5");
    }

    @Test
    void whatComesToNothingIsNotTold() {
        add("a", "1");
        add("a", "2");
        add("b", "up");
        assertThat(add("b", "down")).isFalse();
        add("c", "up");
        tellAll();
        assertThat(told).containsExactly("a 1", "a 2", "c up");
    }

    @Test
    void whatCameToNothingIsAsIfItHadNotHappened() {
        add("a", "1");
        add("a", "2");
        add("b", "up");
        add("b", "down");
        tellAll();
        assertThat(add("b", "down")).isFalse();
        add("b", "up");
        add("b", "down");
        add("b", "end");
        tellAll();
        assertThat(add("b", "down")).isFalse();
        tellAll();
        assertThat(told).containsExactly("a 1", "a 2", "b up", "b down", "b end");
    }

    @Test
    void whatIsToldMeanwhileStandsBehindWhatWaitsAlready() {
        add("a", "1");
        add("a", "2");
        add("a", "3");
        way.add(() -> told.add("a future"));
        add("a", "4");
        tellAll();
        assertThat(told).containsExactly("a 1", "a 2", "a 3,4", "a future");
    }

    @Test
    void whoHasCaughtUpHearsOfEachEventAgain() {
        add("a", "1");
        add("a", "2");
        add("a", "3");
        tellAll();
        add("a", "4");
        add("a", "5");
        tellAll();
        assertThat(told).containsExactly("a 1", "a 2", "a 3", "a 4", "a 5");
    }

    @Test
    void howeverLongItHangsNoMoreWaitsThanThereAreSubjects() {
        for (int i = 0; i < 100_000; i++) {
            add("n" + i % 50, "x".repeat(i % 2));
        }
        for (int i = 0; i < 100_000; i++) {
            add("stranger" + i, "up");
            add("stranger" + i, "down");
        }
        assertThat(way).hasSize(3);
        tellAll();
        assertThat(told).hasSize(2 + 50);
    }

    @Test
    void itIsSaidOnceInAWhile() {
        try (RecordedLog log = new RecordedLog()) {
            for (int i = 0; i < 50; i++) {
                add("a", "" + i);
                add("a", "" + i);
                add("a", "" + i);
                tellAll();
            }
            assertThat(log.messagesOf("Backlog")).hasSize(1);
        }
    }

    private boolean add(String who, String what) {
        return backlog.add(new Event(who, what), way::add);
    }

    private void tellAll() {
        for (Runnable task = way.poll(); task != null; task = way.poll()) {
            task.run();
        }
    }
}
