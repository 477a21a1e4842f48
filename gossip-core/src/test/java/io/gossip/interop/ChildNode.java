package io.gossip.interop;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import io.gossip.serf.MemberEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A node in a process of its own, so that it can be stopped and killed. Its log tells what it hears of members. */
public final class ChildNode implements AutoCloseable {

    private static final String EVENT = "member event: ";

    private final Process process;
    private final Path log;

    private ChildNode(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static ChildNode start(Path directory, String name, String seed) {
        Path log = directory.resolve(name + ".log");
        try {
            Process started = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            ChildNode.class.getName(),
                            name,
                            seed))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new ChildNode(started, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stands still from now on, as nothing but SIGSTOP makes a process do. */
    public void pause() {
        signal("STOP");
    }

    /** Goes on. */
    public void resume() {
        signal("CONT");
    }

    /** What it has heard of members so far, for instance {@code JOIN n1}. */
    public List<String> events() {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(EVENT))
                    .map(line -> line.substring(EVENT.length()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new AssertionError("kill -" + signal + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        Processes.kill(process);
    }

    /** Runs a node until killed, or until whoever started it is gone. */
    public static void main(String[] args) throws IOException {
        try (GossipNode node = Gossip.builder()
                .name(args[0])
                .bind("127.0.0.1", 0)
                .seeds(args[1])
                .onEvent(event -> {
                    if (event instanceof MemberEvent happened) {
                        System.out.println(EVENT + happened.type() + " "
                                + happened.member().name());
                    }
                })
                .start()) {
            while (System.in.read() >= 0) {
                node.serf().state();
            }
        }
    }
}
