package io.gossip.sample.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;

/** A process of this program; what it prints appears here, behind its name. */
final class ChildProcess {

    private final Process process;
    private final String name;
    private volatile boolean stopping;

    private ChildProcess(Process process, String name) {
        this.process = process;
        this.name = name;
    }

    /**
     * Starts a process, which names itself after the service and its process id; see {@code Role}.
     *
     * @param service what it offers
     * @param command what to start
     * @param out where its output goes
     * @param ended told of its end and its exit code
     */
    static ChildProcess start(
            String service, List<String> command, PrintStream out, ObjIntConsumer<ChildProcess> ended) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            ChildProcess child = new ChildProcess(process, service + "-" + process.pid());
            Thread watcher = new Thread(() -> child.watch(out, ended), child.name + "-watcher");
            watcher.setDaemon(true);
            watcher.start();
            return child;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean stopping() {
        return stopping;
    }

    /** Asks it to leave the cluster and end. */
    void stop() {
        stopping = true;
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then there is nothing to stop.
        }
    }

    /** Ends it on the spot, like {@code kill -9} or a power cut: it tells nobody. */
    void kill() {
        stopping = true;
        process.destroyForcibly();
    }

    boolean awaitExit(long nanos) throws InterruptedException {
        return process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }

    private void watch(PrintStream out, ObjIntConsumer<ChildProcess> ended) {
        print(out);
        try {
            ended.accept(this, process.waitFor());
        } catch (InterruptedException nobodyAsksForIt) {
            Thread.currentThread().interrupt();
        }
    }

    private void print(PrintStream out) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(name + " | " + line);
            }
        } catch (IOException gone) {
            // The pipe broke because the process was killed.
        }
    }
}
