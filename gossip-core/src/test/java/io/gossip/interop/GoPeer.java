package io.gossip.interop;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A node of the current Go libraries, the program in {@code interop/}: commands go in, JSON lines come out. */
final class GoPeer implements AutoCloseable {

    private static final Path SOURCES = Path.of("..", "interop");
    private static final Path BINARY = Path.of("target", "interop", "peer").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Process process;
    private final Writer commands;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private GoPeer(Process process) {
        this.process = process;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "go-peer-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Compiles the program, with what Go has cached of the libraries; false if there is no Go. Only one process at a time: what
     * another one runs must not be written to.
     */
    static synchronized boolean build() {
        try (FileChannel lock = FileChannel.open(
                Files.createDirectories(BINARY.getParent()).resolve("lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            lock.lock();
            return compile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean compile() {
        try {
            Process build = new ProcessBuilder("go", "build", "-o", BINARY.toString(), ".")
                    .directory(SOURCES.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (build.waitFor() != 0) {
                throw new IllegalStateException("go build: " + output);
            }
            return true;
        } catch (IOException noGo) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Starts a node of the given kind, {@code serf} or {@code memberlist}, on an address and waits until it is ready. */
    static GoPeer start(String kind, String name, String address, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(BINARY.toString(), kind, "-name=" + name, "-bind=" + address));
        command.addAll(arguments);
        try {
            GoPeer peer = new GoPeer(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
            peer.awaitLine("\"event\":\"ready\"");
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command and returns its reply, which is not an error. */
    String tell(String command) {
        int before = lines.size();
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await(command)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> reply(before) != null);
        String reply = reply(before);
        if (reply.contains("\"error\":")) {
            throw new IllegalStateException(command + ": " + reply);
        }
        return reply;
    }

    /** Waits for a line that has all the parts. */
    void awaitLine(String... parts) {
        await(String.join(" ", parts)).atMost(PATIENCE).until(() -> saw(parts));
    }

    /** All that it has printed. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    boolean saw(String... parts) {
        return lines.stream().anyMatch(line -> Stream.of(parts).allMatch(line::contains));
    }

    /** The version of a library that the program is made of. */
    String version(String library) {
        Pattern entry = Pattern.compile('"' + Pattern.quote(library) + "\":\"([^\"]*)\"");
        return lines.stream()
                .map(entry::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    /** What the library has complained about. */
    List<String> complaints() {
        return lines.stream()
                .filter(line -> line.contains("[WARN]") || line.contains("[ERR]") || line.contains("panic"))
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

    private String reply(int from) {
        return lines.stream()
                .skip(from)
                .filter(line -> line.contains("\"event\":\"reply\""))
                .findFirst()
                .orElse(null);
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException ended) {
            lines.add("{\"event\":\"end of output\"}");
        }
    }
}
