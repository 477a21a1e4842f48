package io.gossip.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

    private static final long MS = 1_000_000L;

    /** A loop by hand: the test says what time it is, when it wakes up, and what comes in during each round. */
    private final class Loop implements TimerQueue.Driver {
        long now = Long.MAX_VALUE - 50 * MS; // overflows soon, as nanoTime may
        int armed;
        int wakeUpsCancelled;

        @Nullable
        Runnable wakeUp;

        long wakeUpAt;
        final Deque<Runnable> rounds = new ArrayDeque<>();

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public boolean inEventLoop() {
            return onLoop;
        }

        @Override
        public void execute(Runnable task) {
            executed.add(task);
        }

        @Override
        public Timer wakeUp(long delayNanos, Runnable task) {
            assertThat(delayNanos).isNotNegative();
            armed++;
            wakeUp = task;
            wakeUpAt = now + delayNanos;
            return () -> wakeUpsCancelled++;
        }

        @Override
        public void afterNextInput(Runnable round) {
            rounds.add(round);
        }

        @Override
        public void failed(Object task, Throwable cause) {
            ran.add("failed " + cause.getMessage());
        }

        /** Time passes, and the loop wakes up if that was asked for. */
        void pass(long nanos) {
            now += nanos;
            Runnable due = wakeUp;
            if (due != null && wakeUpAt - now <= 0) {
                wakeUp = null;
                due.run();
            }
        }

        /** The loop goes through its inputs, finding so many. */
        void round(int inputs) {
            for (int i = 0; i < inputs; i++) {
                timers.inputHandled();
                ran.add("input");
            }
            rounds.remove().run();
        }
    }

    private boolean onLoop = true;
    private final List<Runnable> executed = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private final Loop loop = new Loop();
    private final TimerQueue timers = new TimerQueue(loop);

    @Test
    void runsTimersInTheOrderOfTheirDeadlinesAndThenOfTheirScheduling() {
        schedule(30, "c");
        schedule(10, "a1");
        schedule(20, "b");
        schedule(10, "a2");
        loop.pass(9 * MS);
        assertThat(ran).isEmpty();
        loop.pass(21 * MS);
        assertThat(ran).containsExactly("a1", "a2", "b", "c");
        assertThat(timers.size()).isZero();
    }

    @Test
    void armsOneWakeUpForTheEarliestTimerOnly() {
        schedule(50, "later");
        schedule(60, "last");
        assertThat(loop.armed).isEqualTo(1);
        schedule(10, "first");
        assertThat(loop.armed).isEqualTo(2);
        assertThat(loop.wakeUpsCancelled).isEqualTo(1);
        loop.pass(10 * MS);
        assertThat(ran).containsExactly("first");
        assertThat(loop.wakeUpAt - loop.now).isEqualTo(40 * MS);
    }

    @Test
    void aCancelledTimerLeavesTheQueueAtOnceAndDoesNotRun() {
        Timer timer = schedule(10, "cancelled");
        schedule(20, "kept");
        timer.cancel();
        timer.cancel();
        assertThat(timers.size()).isEqualTo(1);
        loop.pass(10 * MS);
        loop.pass(10 * MS);
        assertThat(ran).containsExactly("kept");
        timer.cancel();
    }

    @Test
    void aTimerMayCancelAnotherThatIsDueAtTheSameTime() {
        Timer[] second = new Timer[1];
        timers.schedule(10 * MS, () -> second[0].cancel());
        second[0] = schedule(10, "second");
        schedule(10, "third");
        loop.pass(10 * MS);
        assertThat(ran).containsExactly("third");
    }

    @Test
    void timersWithoutDelayLetTheLoopBreatheInBetween() {
        timers.schedule(0, () -> {
            ran.add("first");
            schedule(0, "second");
        });
        assertThat(ran).isEmpty();
        loop.pass(0);
        assertThat(ran).containsExactly("first");
        loop.pass(0);
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void negativeAndEndlessDelaysAreTakenForWhatTheyMean() {
        timers.schedule(Long.MAX_VALUE, () -> ran.add("never"));
        timers.schedule(Long.MIN_VALUE, () -> ran.add("now"));
        loop.pass(0);
        assertThat(ran).containsExactly("now");
    }

    @Test
    void aTimerThatThrowsHarmsNoOther() {
        timers.schedule(0, () -> {
            throw new IllegalStateException("boom");
        });
        schedule(0, "next");
        loop.pass(0);
        assertThat(ran).containsExactly("failed boom", "next");
    }

    @Test
    void schedulingFromOutsideTakesEffectOnTheLoop() {
        onLoop = false;
        schedule(10, "outside");
        Timer early = schedule(10, "cancelled before it arrived");
        assertThat(timers.size()).isZero();
        onLoop = true;
        early.cancel();
        executed.forEach(Runnable::run);
        loop.pass(10 * MS);
        assertThat(ran).containsExactly("outside");
    }

    @Test
    void aLittleLatenessIsNoStall() {
        timers.onStall(late -> ran.add("stall"));
        schedule(10, "timer");
        loop.pass(109 * MS);
        assertThat(ran).containsExactly("timer");
    }

    @Test
    void handlesWhatArrivedDuringAPauseBeforeOverdueTimers() {
        timers.onStall(late -> ran.add("stalled " + late / MS));
        schedule(10, "overdue");
        schedule(900, "not due");
        loop.pass(510 * MS);
        assertThat(ran).isEmpty();
        loop.round(2);
        loop.round(1);
        loop.round(0);
        assertThat(ran).containsExactly("input", "input", "input", "stalled 500", "overdue");
        assertThat(loop.rounds).isEmpty();
        loop.pass(390 * MS);
        assertThat(ran).last().isEqualTo("not due");
    }

    @Test
    void backlogAndListenersMayCancelOverdueTimers() {
        Timer ackTimeout = schedule(10, "no ack");
        Timer suspicion = schedule(20, "dead");
        timers.onStall(late -> suspicion.cancel());
        loop.pass(500 * MS);
        ackTimeout.cancel();
        loop.round(1);
        loop.round(0);
        assertThat(ran).containsExactly("input");
        assertThat(timers.size()).isZero();
    }

    @Test
    void timersThatBecomeDueWhileDrainingWaitAsWell() {
        schedule(10, "overdue");
        loop.pass(500 * MS);
        schedule(0, "due at once");
        loop.pass(1 * MS);
        loop.round(1);
        assertThat(ran).containsExactly("input");
        loop.round(0);
        loop.pass(0);
        assertThat(ran).containsExactly("input", "overdue", "due at once");
    }

    @Test
    void aFloodDelaysTimersByABoundedNumberOfRounds() {
        schedule(10, "overdue");
        loop.pass(500 * MS);
        int rounds = 0;
        while (!loop.rounds.isEmpty()) {
            rounds++;
            loop.round(1);
        }
        assertThat(rounds).isEqualTo(TimerQueue.MAX_DRAIN_ROUNDS);
        assertThat(ran).last().isEqualTo("overdue");
    }

    @Test
    void aFloodDelaysTimersByABoundedTime() {
        schedule(10, "overdue");
        loop.pass(500 * MS);
        long start = loop.now;
        while (!loop.rounds.isEmpty()) {
            loop.now += 50 * MS;
            loop.round(1);
        }
        assertThat(loop.now - start).isEqualTo(TimerQueue.MAX_DRAIN_NANOS);
        assertThat(ran).last().isEqualTo("overdue");
    }

    @Test
    void aSecondPauseWhileDrainingGrantsTheTimeAnew() {
        schedule(10, "overdue");
        loop.pass(500 * MS);
        loop.round(1);
        loop.now += 10_000 * MS;
        loop.round(1);
        assertThat(ran).doesNotContain("overdue");
        loop.round(0);
        assertThat(ran).last().isEqualTo("overdue");
    }

    @Test
    void aListenerThatThrowsKeepsNothingFromRunning() {
        timers.onStall(late -> {
            throw new IllegalStateException("boom");
        });
        timers.onStall(late -> ran.add("told"));
        schedule(10, "overdue");
        loop.pass(500 * MS);
        loop.round(0);
        assertThat(ran).containsExactly("failed boom", "told", "overdue");
    }

    @Test
    void keepsItsOrderThroughManyRandomSteps() {
        RandomGenerator random = new SplittableRandom(7);
        record Planned(long deadline, int number, Timer timer) {}
        List<Planned> planned = new ArrayList<>();
        List<Integer> fired = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int number = i;
            long delay = random.nextInt(1_000);
            planned.add(new Planned(loop.now + delay, number, timers.schedule(delay, () -> fired.add(number))));
            if (random.nextInt(3) == 0) {
                planned.remove(random.nextInt(planned.size())).timer().cancel();
            }
        }
        assertThat(timers.size()).isEqualTo(planned.size());
        IntStream.range(0, 1_001).forEach(step -> loop.pass(1));
        List<Integer> expected = planned.stream()
                .sorted(Comparator.comparingLong(Planned::deadline).thenComparingInt(Planned::number))
                .map(Planned::number)
                .toList();
        assertThat(fired).isEqualTo(expected);
    }

    private Timer schedule(long delayMillis, String name) {
        return timers.schedule(delayMillis * MS, () -> ran.add(name));
    }
}
