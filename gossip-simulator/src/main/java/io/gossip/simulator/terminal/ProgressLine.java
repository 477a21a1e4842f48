package io.gossip.simulator.terminal;

import java.io.Console;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far something is that takes long, with the time it took so far and the time it may still take, in one line on the terminal
 * that is gone when it has ended. Nothing at all if the input or the output is a file or a pipe.
 */
public final class ProgressLine implements AutoCloseable {

    private static final int UPDATE_MILLIS = 200;

    private final @Nullable ProgressBar bar;

    private ProgressLine(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /**
     * Begins a line.
     *
     * @param task what takes long, in a few words
     * @param end how many steps there are
     * @return the line, at no step so far
     */
    public static ProgressLine of(String task, long end) {
        return of(task, end, "", 1);
    }

    /**
     * Begins a line whose steps are shown in a unit.
     *
     * @param task what takes long, in a few words
     * @param end how many steps there are
     * @param unit the unit, for instance {@code " s"}
     * @param size how many steps make one unit
     * @return the line, at no step so far
     */
    public static ProgressLine of(String task, long end, String unit, long size) {
        if (!isTerminal()) {
            return new ProgressLine(null);
        }
        return new ProgressLine(new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(end)
                .setUnit(unit, size)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new OneLine())
                .clearDisplayOnFinish()
                .build());
    }

    /**
     * Goes on to a step.
     *
     * @param step how many are done
     */
    public void to(long step) {
        if (bar != null) {
            bar.stepTo(step);
        }
    }

    /** Goes on by one step; may be called from any thread. */
    public void step() {
        if (bar != null) {
            bar.step();
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** One line that is written over and over; what the library would choose leaves an empty line behind for each bar. */
    private static final class OneLine extends ConsoleProgressBarConsumer {

        OneLine() {
            super(System.err);
        }

        @Override
        public void close() {
            System.err.flush();
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
