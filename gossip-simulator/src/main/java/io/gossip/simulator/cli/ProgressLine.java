package io.gossip.simulator.cli;

import io.gossip.simulator.scenario.Progress;
import io.gossip.simulator.scenario.Scenario;
import java.io.Console;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar on the terminal while a scenario runs; nothing if the output goes to a file or a pipe. */
final class ProgressLine implements Progress, AutoCloseable {

    private final @Nullable ProgressBar bar;

    private ProgressLine(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    static ProgressLine of(Scenario scenario) {
        if (!isTerminal()) {
            return new ProgressLine(null);
        }
        return new ProgressLine(new ProgressBarBuilder()
                .setTaskName(scenario.nodes() + " nodes")
                .setInitialMax(scenario.length().toMillis())
                .setUnit(" s", 1000)
                .setUpdateIntervalMillis(200)
                .setStyle(ProgressBarStyle.ASCII)
                .build());
    }

    @Override
    public void forming(Duration elapsed, double agreement) {
        if (bar != null) {
            bar.setExtraMessage(String.format(Locale.ROOT, " forming: %.0f%%", agreement * 100));
        }
    }

    @Override
    public void running(Duration elapsed) {
        if (bar != null) {
            bar.setExtraMessage("");
            bar.stepTo(elapsed.toMillis());
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** Since JDK 22 there is a console without a terminal, too; it can be asked then. */
    @SuppressWarnings("SystemConsoleNull") // it still is before JDK 22
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
