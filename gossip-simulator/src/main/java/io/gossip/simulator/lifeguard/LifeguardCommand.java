package io.gossip.simulator.lifeguard;

import io.gossip.simulator.terminal.ProgressLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Runs the experiments of the Lifeguard paper and prints its tables beside ours. */
@Command(
        name = "lifeguard",
        mixinStandardHelpOptions = true,
        description = "Runs the experiments of the Lifeguard paper and prints its Tables IV to VII beside ours.")
public final class LifeguardCommand implements Callable<Integer> {

    /** What to run. */
    enum What {
        THRESHOLD,
        INTERVAL,
        TUNING,
        ALL
    }

    /** In lower case, as all words of a command line. */
    private static final class WhatConverter implements ITypeConverter<What> {
        @Override
        public What convert(String word) {
            for (What what : What.values()) {
                if (what.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return what;
                }
            }
            throw new TypeConversionException("'" + word + "', where threshold, interval, tuning and all are allowed");
        }
    }

    private static final List<Integer> SAMPLE = List.of(1, 8, 16, 32);

    private static final Set<String> UNIMPORTANT = Set.of("--results", "--within", "--out", "--threads");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--experiment",
            defaultValue = "all",
            converter = WhatConverter.class,
            description =
                    "threshold (latency, Table V), interval (false positives and load, Tables IV and VI), tuning (both, for"
                            + " Table VII), all. Default: ${DEFAULT-VALUE}")
    private What what = What.ALL;

    @Option(names = "--repetitions", defaultValue = "10", description = "Runs of each cell. Default: ${DEFAULT-VALUE}")
    private int repetitions;

    @Option(
            names = "--configurations",
            split = ",",
            description =
                    "Which of swim, lha-probe, lha-suspicion, buddy-system, lifeguard, a2b2 to a5b4, own-defaults; SWIM is always"
                            + " among them. Default: what the experiment has, and own-defaults")
    private List<String> configurations = List.of();

    @Option(
            names = "--members",
            split = ",",
            description =
                    "How many members are anomalous, some of 1, 4, 8, 12, 16, 20, 24, 28, 32. Default: all of them")
    private List<Integer> members = List.of();

    @Option(
            names = "--lengths",
            split = ",",
            description =
                    "How long an anomaly lasts, some of 128, 512, 2048, 8192, 16384, 32768 ms. Default: all of them")
    private List<Integer> lengths = List.of();

    @Option(
            names = "--intervals",
            split = ",",
            description =
                    "The time between anomalies, some of 1, 4, 16, 64, 256, 1024, 4096, 16384 ms. Default: all of them")
    private List<Integer> intervals = List.of();

    @Option(names = "--sample", description = "The same as --members 1,8,16,32 --repetitions 1.")
    private boolean sample;

    @Option(names = "--threads", defaultValue = "2", description = "Runs at a time. Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--seed", defaultValue = "42", description = "Decides all chance. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--results",
            description =
                    "A file in which each outcome is kept. Runs that are in it are not made again, so the work can be done in"
                            + " parts.")
    private @Nullable Path results;

    @Option(
            names = "--within",
            description =
                    "Begin no run after that time, for instance 9m; needs --results to be of use. Without all runs there are"
                            + " no tables.")
    private @Nullable Duration within;

    @Option(
            names = "--out",
            description =
                    "A Markdown file for the tables; what it has outside the two marks is left as it is. Default: the tables"
                            + " are printed")
    private @Nullable Path out;

    /** A command with its defaults. */
    public LifeguardCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        if (sample) {
            repetitions = 1;
            members = members.isEmpty() ? SAMPLE : members;
        }
        if (repetitions < 1 || threads < 1) {
            throw wrong("--repetitions and --threads must be 1 or more");
        }
        Grid grid = new Grid(
                some("--members", members, Grid.MEMBERS),
                some("--lengths", lengths, Grid.LENGTHS),
                some("--intervals", intervals, Grid.INTERVALS));
        Map<Experiment, List<Run>> plans = new LinkedHashMap<>();
        for (Experiment experiment : experiments()) {
            plans.put(experiment, Run.plan(experiment, chosen(), grid, repetitions, seed));
        }
        OutcomeFile file = results == null ? null : new OutcomeFile(results);
        Map<String, Outcome> outcomes = file == null ? new HashMap<>() : file.read();
        List<Run> missing = plans.values().stream()
                .flatMap(List::stream)
                .filter(run -> !outcomes.containsKey(run.key()))
                .toList();
        outcomes.putAll(make(missing, file, startedAt));
        long open =
                missing.stream().filter(run -> !outcomes.containsKey(run.key())).count();
        PrintWriter terminal = specification().commandLine().getOut();
        if (open > 0) {
            terminal.printf(Locale.ROOT, "%d runs are still to be made; the same command goes on with them.%n", open);
            return 0;
        }
        report(plans, outcomes, grid, System.nanoTime() - startedAt, terminal);
        return 0;
    }

    private List<Experiment> experiments() {
        return switch (what) {
            case THRESHOLD -> List.of(Experiment.THRESHOLD);
            case INTERVAL -> List.of(Experiment.INTERVAL);
            case TUNING, ALL -> List.of(Experiment.THRESHOLD, Experiment.INTERVAL);
        };
    }

    private List<Configuration> chosen() {
        List<Configuration> all = Configuration.all();
        Set<String> ids = new LinkedHashSet<>(configurations);
        if (ids.isEmpty()) {
            List<Configuration> those = switch (what) {
                case THRESHOLD, INTERVAL -> Configuration.parts();
                case TUNING -> Configuration.tuning();
                case ALL -> all;
            };
            those.forEach(configuration -> ids.add(configuration.id()));
            ids.add(Configuration.own().id());
            ids.add("lifeguard");
        }
        ids.add("swim"); // of which all others are shown in percent
        for (String id : ids) {
            if (all.stream().noneMatch(configuration -> configuration.id().equals(id))) {
                throw wrong("--configurations: there is no '" + id + "'");
            }
        }
        return all.stream()
                .filter(configuration -> ids.contains(configuration.id()))
                .toList();
    }

    private List<Integer> some(String option, List<Integer> chosen, List<Integer> all) {
        if (!all.containsAll(chosen)) {
            throw wrong(option + ": " + chosen + ", where the paper has only " + all);
        }
        return chosen.isEmpty() ? all : chosen;
    }

    private ParameterException wrong(String what) {
        return new ParameterException(specification().commandLine(), what);
    }

    private Map<String, Outcome> make(List<Run> runs, @Nullable OutcomeFile file, long startedAt)
            throws InterruptedException {
        Duration limit = within;
        try (ProgressLine bar = ProgressLine.of("lifeguard", runs.size())) {
            BiConsumer<Run, Outcome> made = (run, outcome) -> {
                bar.step();
                keep(file, run, outcome);
            };
            return new Campaign(threads)
                    .make(runs, () -> limit != null && System.nanoTime() - startedAt > limit.toNanos(), made);
        }
    }

    private static void keep(@Nullable OutcomeFile file, Run run, Outcome outcome) {
        if (file != null) {
            try {
                file.append(run, outcome);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void report(
            Map<Experiment, List<Run>> plans,
            Map<String, Outcome> outcomes,
            Grid grid,
            long nanos,
            PrintWriter terminal)
            throws IOException {
        Results threshold = new Results(plans.getOrDefault(Experiment.THRESHOLD, List.of()), outcomes);
        Results interval = new Results(plans.getOrDefault(Experiment.INTERVAL, List.of()), outcomes);
        String head = String.format(
                Locale.ROOT,
                "Command `%s`; %,d runs, %,d virtual seconds%s.%n%n",
                commandLine(),
                plans.values().stream().mapToInt(List::size).sum(),
                (threshold.virtualNanos() + interval.virtualNanos()) / 1_000_000_000L,
                results == null
                        ? String.format(Locale.ROOT, ", in %,d s on %d threads", nanos / 1_000_000_000L, threads)
                        : "");
        String text = head + new Tables(threshold, interval, grid, repetitions).markdown();
        if (out == null) {
            terminal.print(text);
            terminal.flush();
        } else {
            new MarkedFile(out, what.name().toLowerCase(Locale.ROOT)).replace(text);
        }
    }

    /** Without what does not change the tables: the files, and how long and how many at a time. */
    private String commandLine() {
        List<String> words = new ArrayList<>(List.of("java -jar gossip-simulator.jar lifeguard"));
        for (OptionSpec option : specification().commandLine().getParseResult().matchedOptions()) {
            if (!UNIMPORTANT.contains(option.longestName())) {
                words.add(option.longestName());
                words.addAll(
                        option.originalStringValues().isEmpty()
                                        || option.arity().max() == 0
                                ? List.of()
                                : List.of(String.join(",", option.originalStringValues())));
            }
        }
        return String.join(" ", words);
    }

    private CommandSpec specification() {
        CommandSpec known = spec;
        if (known == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return known;
    }
}
