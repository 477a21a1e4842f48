package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetransmitLimitTest {

    @ParameterizedTest(name = "{0} nodes: {1} times with multiplier 4, {2} times with multiplier 2")
    @CsvSource({
        "0, 0, 0",
        "1, 4, 2",
        "4, 4, 2",
        "5, 8, 4",
        "49, 8, 4",
        "50, 12, 6",
        "499, 12, 6",
        "500, 16, 8",
        "4999, 16, 8",
        "5000, 20, 10",
        "2147483647, 40, 20"
    })
    void growsWithTheLogarithmOfTheCluster(int nodes, int lan, int local) {
        assertThat(RetransmitLimit.of(4, nodes)).isEqualTo(lan);
        assertThat(RetransmitLimit.of(2, nodes)).isEqualTo(local);
    }

    @Test
    void isTheFormulaOfTheProtocolReferenceForTwiceTheNodes() {
        for (int nodes = 1; nodes < 100_000; nodes++) {
            double formula = Math.ceil(Math.log10(2 * nodes + 1.0));
            assertThat(RetransmitLimit.of(1, nodes)).as("%d nodes", nodes).isEqualTo((int) formula);
        }
    }
}
