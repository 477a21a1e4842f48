package io.gossip.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.check.Coverage;
import io.gossip.simulator.check.Liveness;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many clusters under full chaos, one for each seed; {@code -Pnightly} has thousands of them. */
class ChaosSweepTest {

    private static final Duration CHAOS = Duration.ofSeconds(60);
    private static final int MOST_NODES = 64;

    /** With so many runs each rule about what must come about is put to the test... */
    private static final int ENOUGH_FOR_ALL = 200;

    /** ...so many times. */
    private static final int OFTEN = 10;

    private static final List<String> EXPECTED = List.of(
            "edge UNKNOWN ALIVE",
            "edge ALIVE SUSPECT",
            "edge SUSPECT ALIVE",
            "edge SUSPECT DEAD",
            "edge ALIVE DEAD",
            "edge ALIVE LEFT",
            "edge DEAD ALIVE",
            "edge LEFT ALIVE",
            "forgotten DEAD",
            "forgotten LEFT",
            "refuted",
            "suspicion confirmed",
            "suspicion ran out",
            "asked before the verdict",
            "set right",
            "refuted to its accuser",
            "called back",
            "health worse",
            "health better",
            "packet that cannot be read",
            "process begun again",
            "message Ping",
            "message Ack",
            "message IndirectPing",
            "message Nack",
            "message Suspect",
            "message Alive",
            "message Dead",
            "met L3 Agreement",
            "met L3 ApplicationsKnow",
            "met L5 its leave ends",
            "met L5 Gone",
            "met L12 Silence",
            "met L12 quiet",
            "met L13 it lets go of address and streams",
            "met L13 none of its timers is left",
            "halves that forgot each other",
            "restarted while it was held for ALIVE",
            "restarted while it was held for SUSPECT",
            "restarted while it was held for DEAD",
            "woke up while it was held for ALIVE",
            "woke up while it was held for SUSPECT",
            "woke up while it was held for DEAD",
            "woke up while it was held for nobody",
            "application overloaded",
            "much waits for an application",
            "no room for a broadcast",
            "message User",
            "packet with 255 messages",
            "255 messages read",
            "packet without room",
            "fault Bridge",
            "fault Broadcasts",
            "fault BurstLoss",
            "fault Corruption",
            "fault Crash",
            "fault Crowd",
            "fault Delay",
            "fault DelegateTrouble",
            "fault Discovery",
            "fault Drift",
            "fault Duplication",
            "fault Exhaustion",
            "fault Flip",
            "fault Freeze",
            "fault Intruder",
            "fault Join",
            "fault KeyRotation",
            "fault Kill",
            "fault Leave",
            "fault Loss",
            "fault Meta",
            "fault MtuBlackHole",
            "fault NameConflict",
            "fault Partition",
            "fault ReceiveBuffer",
            "fault Refusal",
            "fault Reordering",
            "fault Reset",
            "fault Restart",
            "fault Ring",
            "fault RollOut",
            "fault Slow",
            "fault Stall",
            "fault Starve",
            "fault Takeover",
            "fault Trickle");

    @Test
    void whateverGoesWrongNothingIsViolated() {
        long first = Long.getLong("chaos.seed", 1);
        int runs = Integer.getInteger("chaos.runs", 200);
        List<Outcome> outcomes = LongStream.range(first, first + runs)
                .parallel()
                .mapToObj(ChaosSweepTest::runTwice)
                .flatMap(List::stream)
                .toList();
        Coverage coverage = new Coverage();
        outcomes.forEach(outcome -> coverage.add(outcome.coverage()));
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
        assertThat(coverage.missing(EXPECTED)).as("what never happened").isEmpty();
        if (runs >= ENOUGH_FOR_ALL) {
            assertThat(Drill.values()).allMatch(drill -> coverage.of("drill " + drill) >= OFTEN);
            assertThat(Liveness.values())
                    .filteredOn(property -> property.part().isPresent())
                    .allMatch(property -> met(property, coverage) >= OFTEN);
        }
    }

    /** The outcome, the same both times; of one that is bad, that of the smallest run that is as bad as well. */
    private static List<Outcome> runTwice(long seed) {
        ChaosRun run = ChaosRun.drawn(seed, MOST_NODES, CHAOS);
        Outcome outcome = run.run();
        if (!outcome.isGood()) {
            return List.of(outcome, run.smallest(outcome));
        }
        assertThat(ChaosRun.drawn(seed, MOST_NODES, CHAOS).run().traceHash())
                .as("the trace of seed %d, run again", seed)
                .isEqualTo(outcome.traceHash());
        return List.of(outcome);
    }

    private static long met(Liveness property, Coverage coverage) {
        return coverage.counts().entrySet().stream()
                .filter(count -> count.getKey().startsWith("met " + property + " "))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    @Test
    void whatFailedOnceFailsNoMore() throws IOException {
        try (BufferedReader corpus = new BufferedReader(new InputStreamReader(
                ChaosSweepTest.class.getResourceAsStream("/chaos-corpus.txt"), StandardCharsets.UTF_8))) {
            for (String line :
                    corpus.lines().filter(text -> !text.startsWith("#")).toList()) {
                Outcome outcome = ChaosRun.parse(line).run();
                assertThat(outcome.violations()).as(outcome.toString()).isEmpty();
            }
        }
    }
}
