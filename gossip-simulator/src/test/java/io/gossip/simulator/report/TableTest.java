package io.gossip.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table = new Table(
            List.of("what", "node", "max"),
            List.of(List.of("crash", "n1", "9.30 s"), List.of("start", "n1000", "-")),
            2);

    @Test
    void onATerminalWordsAreToTheLeftAndNumbersToTheRight() {
        assertThat(table.toText()).isEqualTo("""
                what   node      max
                crash  n1     9.30 s
                start  n1000       -
                """);
    }

    @Test
    void inADocumentItIsMarkdown() {
        assertThat(table.toMarkdown()).isEqualTo("""
                | what | node | max |
                | --- | --- | ---: |
                | crash | n1 | 9.30 s |
                | start | n1000 | - |
                """);
    }
}
