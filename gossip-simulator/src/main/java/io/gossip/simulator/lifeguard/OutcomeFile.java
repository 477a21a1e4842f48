package io.gossip.simulator.lifeguard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Outcomes kept in a text file, a line each, so that what takes hours can be done in parts. A line that was cut off when the
 * program was killed is left out.
 */
final class OutcomeFile {

    private static final String HEADER =
            "experiment,configuration,seed,members,lengthMillis,intervalMillis,fp,fpAtHealthy,packets,bytes,virtualNanos,first,full";

    private static final int COLUMNS = HEADER.split(",").length;

    /** Stands at the end of the line, so that one knows it is whole. */
    private static final String END = ";";

    private final Path path;

    OutcomeFile(Path path) {
        this.path = path;
    }

    /** What is there, by {@link Run#key}; nothing if there is no file. */
    Map<String, Outcome> read() throws IOException {
        Map<String, Outcome> outcomes = new HashMap<>();
        if (Files.exists(path)) {
            for (String line : Files.readAllLines(path, StandardCharsets.UTF_8)) {
                if (line.endsWith(END) && !line.startsWith(HEADER)) {
                    String[] values = line.substring(0, line.length() - 1).split(",", -1);
                    if (values.length == COLUMNS) {
                        outcomes.put(String.join(",", values[0], values[1], values[2]), outcome(values));
                    }
                }
            }
        }
        return outcomes;
    }

    void append(Run run, Outcome outcome) throws IOException {
        String line = String.join(
                ",",
                run.key(),
                Integer.toString(outcome.cell().members()),
                Long.toString(outcome.cell().length().toMillis()),
                Long.toString(outcome.cell().interval().toMillis()),
                Long.toString(outcome.falsePositives()),
                Long.toString(outcome.falsePositivesAtHealthy()),
                Long.toString(outcome.packets()),
                Long.toString(outcome.bytes()),
                Long.toString(outcome.virtualNanos()),
                text(outcome.firstDetections()),
                text(outcome.fullDisseminations()));
        List<String> lines = Files.exists(path) ? List.of(line + END) : List.of(HEADER + END, line + END);
        Files.write(path, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Outcome outcome(String[] values) {
        return new Outcome(
                new Cell(
                        Integer.parseInt(values[3]),
                        Duration.ofMillis(Long.parseLong(values[4])),
                        Duration.ofMillis(Long.parseLong(values[5]))),
                Long.parseLong(values[6]),
                Long.parseLong(values[7]),
                Long.parseLong(values[8]),
                Long.parseLong(values[9]),
                numbers(values[11]),
                numbers(values[12]),
                Long.parseLong(values[10]));
    }

    private static String text(long[] numbers) {
        return Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static long[] numbers(String text) {
        return text.isEmpty()
                ? new long[0]
                : Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
    }
}
