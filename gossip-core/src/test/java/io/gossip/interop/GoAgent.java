package io.gossip.interop;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real {@code serf agent} on this machine, and the command line that talks to it. */
final class GoAgent implements AutoCloseable {

    /** The first {@code serf} on the path; just its name, which is no executable file, if there is none. */
    static final Path BINARY = Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .filter(directory -> !directory.isEmpty())
            .map(directory -> Path.of(directory, "serf"))
            .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
            .findFirst()
            .orElse(Path.of("serf"));

    private static final long COMMAND_SECONDS = 30;

    /** Its talk with its own command line, which may hang up on it at the end; no Java node has a part in that. */
    private static final String OWN_COMMAND_LINE = "agent.ipc: ";

    /** It says so of itself after {@code serf leave}. */
    private static final String OWN_END = "agent: Serf shutdown detected, quitting";

    /**
     * A line of {@code serf members}.
     *
     * @param address {@code ip:port}
     * @param status alive, leaving, left or failed
     * @param tags {@code key=value}, separated by commas
     */
    record Row(String address, String status, String tags) {}

    private final String name;
    private final String address;
    private final int rpcPort;
    private final Path log;
    private final Process process;

    private GoAgent(String name, String address, int rpcPort, Path log, Process process) {
        this.name = name;
        this.address = address;
        this.rpcPort = rpcPort;
        this.log = log;
        this.process = process;
    }

    /** Starts an agent on any port; see {@link #startAt}. */
    static GoAgent start(Path directory, String name, String... arguments) {
        return startAt("127.0.0.1:" + Loopback.freePort(), directory, name, List.of(arguments));
    }

    /** Starts an agent and waits until it answers; {@code arguments} are further ones of {@code serf agent}. */
    static GoAgent startAt(String address, Path directory, String name, List<String> arguments) {
        int rpcPort = Loopback.freePort();
        Path log = directory.resolve(name + ".log");
        List<String> command = new ArrayList<>(List.of(
                BINARY.toString(),
                "agent",
                "-node=" + name,
                "-bind=" + address,
                "-rpc-addr=127.0.0.1:" + rpcPort,
                "-log-level=debug"));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            GoAgent agent = new GoAgent(name, address, rpcPort, log, process);
            try {
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> agent.members().containsKey(name));
            } catch (RuntimeException e) {
                agent.close();
                throw e;
            }
            return agent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line that {@code serf version} prints. */
    static String version() {
        return output(List.of(BINARY.toString(), "version")).lines().findFirst().orElse("");
    }

    String name() {
        return name;
    }

    /** Where it listens to other nodes. */
    String address() {
        return address;
    }

    /** What {@code serf members} prints, by name. */
    Map<String, Row> members() {
        Map<String, Row> members = new LinkedHashMap<>();
        run("members").lines().forEach(line -> {
            String[] columns = line.split("\\s+", 4);
            if (columns.length >= 3 && !line.startsWith("Error")) {
                members.put(columns[0], new Row(columns[1], columns[2], columns.length > 3 ? columns[3].strip() : ""));
            }
        });
        return members;
    }

    /** The status of a member, or nothing. */
    String status(String member) {
        Row row = members().get(member);
        return row == null ? "" : row.status();
    }

    /** Runs {@code serf <command> -rpc-addr=... <arguments>} and returns what it prints. */
    String run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(BINARY.toString(), command, "-rpc-addr=127.0.0.1:" + rpcPort));
        line.addAll(List.of(arguments));
        return output(line);
    }

    private static String output(List<String> line) {
        try {
            Process client = new ProcessBuilder(line).redirectErrorStream(true).start();
            try {
                String output = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (!client.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("no end of " + line);
                }
                return output;
            } finally {
                client.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Everything it has logged. */
    List<String> log() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has complained about, other than its own end and its own command line. */
    List<String> complaints() {
        return log().stream()
                .filter(line -> line.contains("[WARN]") || line.contains("[ERR]") || line.contains("panic"))
                .filter(line -> !line.contains(OWN_END) && !line.contains(OWN_COMMAND_LINE))
                .toList();
    }

    /** Kill -9. */
    void kill() {
        Processes.kill(process);
    }

    @Override
    public void close() {
        kill();
    }
}
