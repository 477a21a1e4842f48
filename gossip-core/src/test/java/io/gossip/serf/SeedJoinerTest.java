package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.JoinResult;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.testing.VirtualEventLoop;
import io.gossip.testing.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SeedJoinerTest {

    private static final JoinResult REFUSED = new JoinResult(0, List.of("connection refused"));

    /** An attempt: when, in milliseconds, and where. */
    private record Attempt(long atMillis, String seed) {}

    private final VirtualTime time = new VirtualTime();
    private final VirtualEventLoop loop = time.eventLoop();
    private final long startNanos = time.nanoTime();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Consumer<JoinResult>> unanswered = new ArrayList<>();
    private boolean alone = true;
    private boolean silent;
    private int joined;

    @Test
    void triesAllSeedsAtOnceAndEachOnlyOnce() {
        start(joiner(longest(), "a", "b", "a"));
        assertThat(attempts).containsExactly(new Attempt(0, "a"), new Attempt(0, "b"));
    }

    @Test
    void doublesTheWaitUpToTheLongest() {
        start(joiner(longest(), "a"));
        time.advance(Duration.ofMinutes(3));
        assertThat(waits())
                .startsWith(250L, 500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L)
                .doesNotContain(60_000L);
    }

    @Test
    void shortensEveryWaitByUpToAHalf() {
        for (int seed = 0; seed < 50; seed++) {
            attempts.clear();
            SeedJoiner joiner = joiner(new SplittableRandom(seed), "a");
            start(joiner);
            time.advance(Duration.ofSeconds(2));
            List<Long> waits = waits();
            assertThat(waits.get(0)).isBetween(125L, 250L);
            assertThat(waits.get(1)).isBetween(250L, 500L);
            assertThat(attempts.size()).isGreaterThanOrEqualTo(3);
            joiner.stop();
        }
    }

    @Test
    void aSeedThatDoesNotAnswerHoldsUpNoOther() {
        SeedJoiner joiner = new SeedJoiner(
                loop,
                longest(),
                config("silent", "a"),
                () -> alone,
                (seed, done) -> {
                    attempts.add(new Attempt(millis(), seed));
                    if (seed.equals("a")) {
                        loop.execute(() -> done.accept(REFUSED));
                    }
                },
                () -> joined++);
        start(joiner);
        time.advance(Duration.ofSeconds(2));
        assertThat(attempts).extracting(Attempt::seed).containsExactly("silent", "a", "a", "a", "a");
    }

    @Test
    void restsAsSoonAsThereIsAnotherMember() {
        start(joiner(longest(), "a", "b"));
        alone = false;
        time.advance(Duration.ofMinutes(10));
        assertThat(attempts).hasSize(2);
    }

    @Test
    void saysOnceThatItHasJoinedHoweverManySeedsAnswer() {
        start(joiner(longest(), "a", "b", "c"));
        assertThat(joined).isZero();
        alone = false;
        time.advance(Duration.ofMinutes(1));
        assertThat(joined).isOne();
    }

    @Test
    void saysSoAgainAfterItWasAlone() {
        start(joiner(longest(), "a", "b"));
        alone = false;
        time.advance(Duration.ofMinutes(1));
        alone = true;
        time.advance(Duration.ofMinutes(1));
        silent = true;
        time.advance(Duration.ofMinutes(1));
        alone = false;
        unanswered.forEach(done -> loop.run(() -> done.accept(new JoinResult(1, List.of()))));
        assertThat(joined).isEqualTo(2);
    }

    @Test
    void anAnswerOfItselfIsNoCluster() {
        silent = true;
        start(joiner(longest(), "self"));
        loop.run(() -> unanswered.get(0).accept(new JoinResult(1, List.of())));
        assertThat(joined).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(attempts).hasSize(2);
    }

    @Test
    void beginsAnewWhenItIsAloneAgain() {
        start(joiner(longest(), "a"));
        time.advance(Duration.ofMinutes(3));
        alone = false;
        time.advance(Duration.ofMinutes(10));
        attempts.clear();
        alone = true;
        time.advance(Duration.ofSeconds(34));
        assertThat(waits()).startsWith(250L, 500L, 1000L);
    }

    @Test
    void stopsForGood() {
        silent = true;
        SeedJoiner joiner = joiner(longest(), "a", "b");
        start(joiner);
        loop.run(() -> unanswered.get(0).accept(REFUSED));
        loop.run(joiner::stop);
        loop.run(() -> unanswered.get(1).accept(REFUSED));
        time.advance(Duration.ofMinutes(10));
        assertThat(attempts).hasSize(2);
    }

    @Test
    void withoutSeedsItDoesNothing() {
        start(joiner(longest()));
        time.advance(Duration.ofMinutes(1));
        assertThat(attempts).isEmpty();
    }

    private void start(SeedJoiner joiner) {
        loop.run(joiner::start);
    }

    private SeedJoiner joiner(RandomGenerator random, String... seeds) {
        return new SeedJoiner(
                loop,
                random,
                config(seeds),
                () -> alone,
                (seed, done) -> {
                    attempts.add(new Attempt(millis(), seed));
                    if (silent) {
                        unanswered.add(done);
                    } else {
                        loop.execute(() -> done.accept(alone ? REFUSED : new JoinResult(1, List.of())));
                    }
                },
                () -> joined++);
    }

    private static SerfConfig config(String... seeds) {
        return SerfConfig.builder(MemberlistConfig.lan("me").build())
                .seeds(List.of(seeds))
                .build();
    }

    /** Always chooses the longest wait. */
    private static RandomGenerator longest() {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new AssertionError("not expected");
            }

            @Override
            public long nextLong(long bound) {
                return bound - 1;
            }
        };
    }

    private long millis() {
        return Duration.ofNanos(time.nanoTime() - startNanos).toMillis();
    }

    private List<Long> waits() {
        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            waits.add(attempts.get(i).atMillis() - attempts.get(i - 1).atMillis());
        }
        return waits;
    }
}
