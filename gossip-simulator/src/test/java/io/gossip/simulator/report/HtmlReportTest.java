package io.gossip.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.scenario.Result;
import io.gossip.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    private static final Result RESULT = Scenario.of(6)
            .with(FaultScript.parse("crash 1 at 2s for 20s"))
            .lasting(Duration.ofSeconds(30))
            .run();

    private final RunDescription run = new RunDescription(
            "a <run>", "run --fault 'a & b' {{title}}", 6, 1, Map.of("set", "</script>"), Duration.ofSeconds(1), 255);
    private final String page = new HtmlReport(run, RESULT.statistics()).toString();

    @Test
    void itIsOneFileThatNeedsNothingElse() {
        assertThat(page)
                .doesNotContain("{{")
                .doesNotContain(" src=")
                .doesNotContain("<link")
                .doesNotContain("@import");
        assertThat(page).doesNotContain("sourceMappingURL").contains("Chart.js v");
        assertThat(Pattern.compile("</script").matcher(page).results())
                .as("scripts")
                .hasSize(2);
        assertThat(page).contains("default-src 'none'");
    }

    @Test
    void allTextIsEscaped() {
        assertThat(page)
                .contains("<title>a &lt;run&gt;, 6 nodes - Gossip simulator</title>")
                .contains("run --fault 'a &amp; b' &#123;&#123;title}}")
                .contains("<dd>&lt;/script&gt;</dd>");
    }

    @Test
    void itHasPlotsWhoseNumbersAreInTables() {
        assertThat(Pattern.compile("<figcaption>([^<]+)")
                        .matcher(page)
                        .results()
                        .map(MatchResult::toString))
                .hasSize(6);
        assertThat(page)
                .contains("<figcaption>How many nodes know of a crash, by the time since it happened</figcaption>")
                .contains("<tr><td>known</td><td>30</td><td>100</td></tr>")
                .contains("<tr><td>alive</td><td>30</td><td>6</td></tr>")
                .doesNotContain("<td>left</td>");
    }

    @Test
    void itHasTheFaultAndWhenItWasNoticed() {
        assertThat(page)
                .contains("<tr><td>crash 1</td><td>2.00 s</td><td>22.00 s</td></tr>")
                .containsPattern("<tr><td>crash</td><td>n\\d</td><td>2\\.00 s</td>.*<td>5 of 5</td></tr>")
                .contains("<dd>00000000000000ff</dd>");
    }
}
