package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures were read back from drawings; their sums are printed in Table IV. */
class PaperTest {

    @ParameterizedTest
    @CsvSource({
        "SWIM,          339002, 1326",
        "LHA-Probe,     229574, 436",
        "LHA-Suspicion, 10174,  89",
        "Buddy System,  318935, 591",
        "Lifeguard,     5193,   25"
    })
    void theFiguresAddUpToTableFour(String label, int fp, int atHealthy) {
        assertThat(Paper.sum(Paper.FP.get(label), Grid.MEMBERS)).isBetween(fp - 7, fp + 7);
        assertThat(Paper.sum(Paper.FP_AT_HEALTHY.get(label), Grid.MEMBERS)).isBetween(atHealthy - 1, atHealthy + 1);
    }
}
