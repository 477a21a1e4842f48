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
                .contains("run <span>--fault</span> 'a &amp; b' &#123;&#123;title}}")
                .contains("<dd>&lt;/script&gt;</dd>");
    }

    @Test
    void itHasPlotsWhoseNumbersAreInTables() {
        assertThat(Pattern.compile("<figcaption>([^<]+)")
                        .matcher(page)
                        .results()
                        .map(MatchResult::toString))
                .hasSize(7);
        assertThat(page)
                .contains("<figcaption>How many nodes know of a crash</figcaption>")
                .contains("<tr><td class=\"word\">crash</td><td>0</td><td>0</td></tr>")
                .contains("<tr><td class=\"word\">known</td><td>30</td><td>100</td></tr>")
                .contains("<tr><td class=\"word\">alive</td><td>30</td><td>6</td></tr>")
                .doesNotContain("\">left</td>");
    }

    @Test
    void allThatIsOverTimeIsOnOneAxisBelowTheFaults() {
        String overTime =
                page.substring(page.indexOf("<section class=\"time\">"), page.indexOf("<div class=\"plots\">"));

        assertThat(overTime)
                .containsSubsequence("<div class=\"lanes\">", "Convergence", "Members by state", "Packets", "Bytes");
        assertThat(Pattern.compile("<figure class=\"plot\" data-time ")
                        .matcher(overTime)
                        .results())
                .hasSize(4);
        assertThat(page.substring(page.indexOf("<div class=\"plots\">"))).doesNotContain(" data-time ");
    }

    @Test
    void withoutFaultsThereIsNoPlaceForThem() {
        Result quiet = Scenario.of(3).lasting(Duration.ofSeconds(1)).run();

        assertThat(new HtmlReport(run, quiet.statistics()).toString())
                .doesNotContain("class=\"lanes\"")
                .doesNotContain("class=\"plots\"")
                .contains("<p>There were none.</p>");
    }

    @Test
    void itHasTheFaultAndWhenItWasNoticed() {
        assertThat(page)
                .contains("<tr><td class=\"word\">crash 1</td><td>2.00 s</td><td>22.00 s</td></tr>")
                .containsPattern(
                        "<tr><td class=\"word\">crash</td><td class=\"word\">n\\d</td><td>2\\.00 s</td>.*<td>5 of 5</td>")
                .contains("<dd>00000000000000ff</dd>");
    }
}
