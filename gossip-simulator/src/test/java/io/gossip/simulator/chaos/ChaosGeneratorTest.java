package io.gossip.simulator.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.faults.FaultForm;
import io.gossip.simulator.faults.FaultParser;
import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.faults.TimedFault;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Scripts drawn at random. */
class ChaosGeneratorTest {

    private static final Duration LENGTH = Duration.ofMinutes(2);

    private final ChaosGenerator generator = new ChaosGenerator();

    @Test
    void theSameSeedDrawsTheSame() {
        assertThat(script(1)).isEqualTo(script(1)).isNotEqualTo(script(2));
    }

    @Test
    void allEndsWithinTheLengthAndReadsBackAsItIsWritten() {
        for (int seed = 0; seed < 2_000; seed++) {
            FaultScript script = script(seed);

            assertThat(script.length()).isLessThanOrEqualTo(LENGTH);
            assertThat(script.faults()).hasSizeBetween(1, 10).noneMatch(TimedFault::isForever);
            assertThat(FaultScript.parse(script.toString())).isEqualTo(script);
        }
    }

    @Test
    void everyKindOfFaultIsDrawn() {
        Set<String> drawn = new TreeSet<>();
        for (int seed = 0; seed < 500; seed++) {
            script(seed)
                    .faults()
                    .forEach(timed -> drawn.add(timed.fault().toString().replaceFirst(" .*", "")));
        }

        assertThat(drawn)
                .containsExactlyInAnyOrderElementsOf(
                        FaultParser.forms().stream().map(FaultForm::keyword).toList());
    }

    private FaultScript script(int seed) {
        return generator.script(new SplittableRandom(seed), 3 + seed % 62, LENGTH);
    }
}
