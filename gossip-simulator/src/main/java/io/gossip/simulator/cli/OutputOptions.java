package io.gossip.simulator.cli;

import io.gossip.simulator.report.HtmlReport;
import io.gossip.simulator.report.RunDescription;
import io.gossip.simulator.report.TextReport;
import io.gossip.simulator.scenario.Result;
import io.gossip.simulator.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What becomes of the result of a scenario: a picocli mixin. */
final class OutputOptions {

    @Option(
            names = {"-r", "--report"},
            paramLabel = "FILE",
            description = "Writes an HTML page with plots; it needs no network to be read.")
    private @Nullable Path report;

    /** Runs a scenario and tells the result. */
    int run(Scenario scenario, String title, CommandSpec spec) {
        Path page = report;
        if (page != null) {
            checkWritable(page);
        }
        Result result;
        try (ScenarioProgress progress = new ScenarioProgress(scenario)) {
            result = scenario.run(progress);
        }
        RunDescription run = new RunDescription(
                title,
                CommandText.of(spec, scenario.seed()),
                scenario.nodes(),
                scenario.seed(),
                Descriptions.of(scenario),
                result.realTime(),
                result.trace());
        PrintWriter out = spec.commandLine().getOut();
        out.print(new TextReport(run, result.statistics()));
        if (page != null) {
            write(page, new HtmlReport(run, result.statistics()).toString());
            out.println("report          " + page);
        }
        out.flush();
        return 0;
    }

    /** Before a run that takes minutes, not after it. */
    private static void checkWritable(Path page) {
        Path directory = page.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || Files.isDirectory(page)) {
            throw new UserError("--report: " + page + " cannot be written: "
                    + (Files.isDirectory(page) ? "it is a directory" : "there is no directory " + directory));
        }
    }

    private static void write(Path page, String html) {
        try {
            Files.writeString(page, html);
        } catch (IOException e) {
            throw new UserError("--report: " + page + " cannot be written: " + e.getMessage());
        }
    }
}
