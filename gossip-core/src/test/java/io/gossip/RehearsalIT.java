package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes a JVM loads that starts its first node, told by its log. */
class RehearsalIT {

    private static List<String> loadedByTheStart;

    /** What the JVM does that is looked at; loading a class marks a place in its log. */
    static final class FirstNode {

        private FirstNode() {}

        public static void main(String[] args) throws Exception {
            Rehearsal.protocol();
            Rehearsal.sockets();
            Class.forName(Rehearsed.class.getName());
            CountDownLatch ready = new CountDownLatch(1);
            try (GossipNode node = Gossip.builder()
                    .bind("127.0.0.1", 0)
                    .memberlist(settings -> settings.gossipInterval(
                                    Duration.ZERO) // what comes later does not belong to the start
                            .probeInterval(Duration.ofHours(1))
                            .pushPullInterval(Duration.ofHours(1)))
                    .onEvent(event -> mark(ready))
                    .start()) {
                node.serf().members();
                ready.await(); // what closing needs does not belong to the start either
            }
        }

        private static void mark(CountDownLatch ready) {
            try {
                Class.forName(Ready.class.getName());
                ready.countDown();
            } catch (ClassNotFoundException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** What users do. */
    static final class PlainStart {

        private PlainStart() {}

        public static void main(String[] args) throws Exception {
            Gossip.builder().bind("127.0.0.1", 0).start().shutdown();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("gossip-rehearsal")) {
                    thread.join();
                }
            }
        }
    }

    static final class Rehearsed {
        private Rehearsed() {}
    }

    static final class Ready {
        private Ready() {}
    }

    @BeforeAll
    static void startANode(@TempDir Path directory) throws IOException, InterruptedException {
        List<String> loaded = classesLoadedBy(FirstNode.class, directory);
        loadedByTheStart =
                loaded.subList(loaded.indexOf(Rehearsed.class.getName()) + 1, loaded.indexOf(Ready.class.getName()));
    }

    private static List<String> classesLoadedBy(Class<?> program, Path directory)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=classes.log:none:filecount=0",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        program.getName())
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(directory.resolve("classes.log")).stream()
                .map(line -> line.split(" ", 2)[0])
                .toList();
    }

    @Test
    void aStartBeginsARehearsal(@TempDir Path directory) throws IOException, InterruptedException {
        assertThat(classesLoadedBy(PlainStart.class, directory)).contains("io.gossip.Rehearsal$Silence");
    }

    @Test
    void aNodeNeedsNothingOfTheProtocolThatWasNotRehearsed() {
        assertThat(loadedByTheStart)
                .filteredOn(name -> name.matches("io\\.gossip\\.(wire|memberlist|serf|discovery)\\..*"))
                .isEmpty();
    }

    @Test
    void theSocketsNeedNothingThatWasNotRehearsed() {
        assertThat(loadedByTheStart)
                .filteredOn(name -> name.matches("io\\.netty\\.(buffer\\..*|channel\\.socket\\.nio\\.Nio\\w+Channel)"))
                .isEmpty();
    }

    @Test
    void nobodyReadsAnnotationsForWhichTheJvmHasToMakeProxies() {
        assertThat(loadedByTheStart).filteredOn(name -> name.contains("$Proxy")).isEmpty();
    }
}
