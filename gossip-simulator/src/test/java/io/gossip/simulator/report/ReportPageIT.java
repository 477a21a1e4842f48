package io.gossip.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.scenario.Scenario;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page in a real browser without a window; skipped if this machine has none. */
class ReportPageIT {

    /** Runs in the page when all is drawn, and writes down what it finds wrong. */
    private static final String LOOK = """
            <pre id="found"></pre>
            <script>
            const found = [];
            const plots = [...document.querySelectorAll("figure.plot")];
            const charts = plots.map(plot => Chart.getChart(plot.querySelector("canvas")));
            if (plots.length !== 7) found.push(`${plots.length} plots`);
            if (charts.some(chart => !chart)) found.push("a plot is not drawn");
            const overTime = charts.filter((chart, i) => "time" in plots[i].dataset);
            const left = chart => chart.canvas.getBoundingClientRect().left + chart.chartArea.left;
            const right = chart => chart.canvas.getBoundingClientRect().left + chart.chartArea.right;
            const axes = new Set(overTime.map(chart => JSON.stringify([
                left(chart), right(chart), chart.scales.x.min, chart.scales.x.max, chart.scales.x.ticks.map(tick => tick.label)])));
            if (axes.size !== 1) found.push("time axes " + [...axes].join(" and "));
            if (overTime[0].scales.x.ticks.some(tick => tick.value % 5 !== 0)) found.push("odd ticks");
            const near = (a, b) => Math.abs(a - b) <= 1;
            const bars = [...document.querySelectorAll(".lanes i")].map(bar => bar.getBoundingClientRect());
            const scale = overTime[0].scales.x;
            const offset = overTime[0].canvas.getBoundingClientRect().left;
            if (bars.length !== 2) found.push(`${bars.length} faults`);
            if (!near(bars[0].left, offset + scale.getPixelForValue(5)) || !near(bars[0].right, offset + scale.getPixelForValue(25)))
              found.push("the bar of the first fault is elsewhere");
            if (!near(bars[1].right, right(overTime[0]))) found.push("the bar of a fault without an end ends early");
            const boxes = [...document.querySelectorAll("figure, .tile")].map(box => box.getBoundingClientRect());
            boxes.forEach((a, i) => boxes.slice(i + 1).forEach(b => {
              if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
                found.push("two boxes overlap");
            }));
            if (document.documentElement.scrollWidth > innerWidth) found.push("wider than the window");
            document.getElementById("found").textContent = "found: " + JSON.stringify(found);
            </script>
            """;

    private static final Pattern FOUND = Pattern.compile("<pre id=\"found\">found: (.*?)</pre>", Pattern.DOTALL);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1280, 800})
    void allIsDrawnOnOneAxisAndNothingOverlaps(int width) throws Exception {
        Optional<Path> browser = browser();
        assumeTrue(browser.isPresent(), "no Chromium on the path");
        var result = Scenario.of(6)
                .with(FaultScript.parse("crash 1 at 5s for 20s; leave 1 at 31s"))
                .lasting(Duration.ofSeconds(60))
                .run();
        RunDescription run =
                new RunDescription("run", "java -jar x.jar run", 6, 1, Map.of(), result.realTime(), result.trace());
        Path page = directory.resolve("page.html");
        Files.writeString(
                page, new HtmlReport(run, result.statistics()).toString().replace("</body>", LOOK + "</body>"));

        Matcher found = FOUND.matcher(dom(browser.get(), page, width));
        assertThat(found.find()).as("the script of the page ends").isTrue();
        assertThat(found.group(1)).isEqualTo("[]");
    }

    private static Optional<Path> browser() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private String dom(Path browser, Path page, int width) throws IOException, InterruptedException {
        Path dom = directory.resolve("dom.html");
        Process process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--window-size=" + width + ",2000",
                        "--virtual-time-budget=2000",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the browser ends")
                    .isTrue();
            return Files.readString(dom);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
