package io.gossip.interop;

import java.util.concurrent.TimeUnit;

/** What the peers do with their processes. */
final class Processes {

    private Processes() {}

    /** Kill -9, and waits until it is gone. */
    static void kill(Process process) {
        try {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
