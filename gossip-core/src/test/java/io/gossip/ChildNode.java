package io.gossip;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, so that it can be killed. */
final class ChildNode implements AutoCloseable {

    private final Process process;

    private ChildNode(Process process) {
        this.process = process;
    }

    static ChildNode start(Path directory, String name, String seed) {
        try {
            return new ChildNode(new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            ChildNode.class.getName(),
                            name,
                            seed))
                    .redirectErrorStream(true)
                    .redirectOutput(new File(directory.toFile(), name + ".log"))
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a node until killed, or until whoever started it is gone. */
    public static void main(String[] args) throws IOException {
        try (GossipNode node = Gossip.builder()
                .name(args[0])
                .bind("127.0.0.1", 0)
                .seeds(args[1])
                .start()) {
            while (System.in.read() >= 0) {
                node.serf().state();
            }
        }
    }
}
