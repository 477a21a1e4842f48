package io.gossip.sample.demo;

import io.gossip.sample.storefront.OwnProcesses;
import io.gossip.sample.storefront.Timeline;
import io.gossip.sample.storefront.Timeline.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** The inventories that this process has started. None outlives it. */
final class Fleet implements OwnProcesses, DisposableBean {

    /** Enough to see something, and little enough for a laptop and for the ten ports that gossip tries by itself. */
    static final int MOST = 6;

    private static final Logger log = LoggerFactory.getLogger(Fleet.class);
    private static final String SERVICE = "inventory";

    private final List<String> command;
    private final Timeline timeline;
    private final PrintStream out;
    private final Duration patience;
    private final Map<String, ChildProcess> processes = new LinkedHashMap<>();
    private boolean closed;

    /**
     * No process yet.
     *
     * @param command starts an inventory
     * @param timeline told of starts and ends
     * @param out where the output of the processes goes
     * @param patience how long a process may take to stop before it is killed
     */
    Fleet(List<String> command, Timeline timeline, PrintStream out, Duration patience) {
        this.command = command;
        this.timeline = timeline;
        this.out = out;
        this.patience = patience;
    }

    /** Starts an inventory; empty if there are enough, or if this process is about to end. */
    synchronized Optional<OwnProcess> startOne() {
        if (closed || processes.size() >= MOST) {
            return Optional.empty();
        }
        ChildProcess child = ChildProcess.start(SERVICE, command, out, this::ended);
        processes.put(child.name(), child);
        timeline.add(Kind.STARTED, child.name());
        return Optional.of(view(child));
    }

    /** Asks an inventory to stop. False if there is none of that name. */
    synchronized boolean stop(String name) {
        ChildProcess child = processes.get(name);
        if (child != null && !child.stopping()) {
            timeline.add(Kind.STOPPED, name);
            child.stop();
        }
        return child != null;
    }

    /** Kills an inventory. False if there is none of that name. */
    synchronized boolean kill(String name) {
        ChildProcess child = processes.get(name);
        if (child != null) {
            timeline.add(Kind.KILLED, name);
            child.kill();
        }
        return child != null;
    }

    @Override
    public synchronized List<OwnProcess> running() {
        return processes.values().stream().map(Fleet::view).toList();
    }

    /** All leave while this process does, not one after the other. */
    @EventListener(ContextClosedEvent.class)
    synchronized void stopAll() {
        closed = true;
        processes.values().forEach(ChildProcess::stop);
    }

    @Override
    public void destroy() throws InterruptedException {
        stopAll();
        long deadline = System.nanoTime() + patience.toNanos();
        for (ChildProcess child : remaining()) {
            if (!child.awaitExit(deadline - System.nanoTime())) {
                log.warn("{} did not stop within {} s and is killed", child.name(), patience.toSeconds());
                child.kill();
            }
        }
    }

    private synchronized List<ChildProcess> remaining() {
        return List.copyOf(processes.values());
    }

    private synchronized void ended(ChildProcess child, int exitCode) {
        processes.remove(child.name());
        if (child.stopping()) {
            log.info("{} has ended", child.name());
        } else {
            timeline.add(Kind.CRASHED, child.name());
            log.warn("{} has ended by itself with exit code {}", child.name(), exitCode);
        }
    }

    private static OwnProcess view(ChildProcess child) {
        return new OwnProcess(child.name(), child.pid(), child.stopping());
    }
}
