package io.gossip.simulator.check;

import java.util.HashMap;
import java.util.Map;

/** S32: a process does not run timers without end while time stands still. */
final class TimeGoesOn implements Invariant {

    private static final int MOST_STEPS = 2_000;

    private static final class Instant {
        private long atNanos;
        private int steps;
    }

    private final Map<Witness, Instant> instants = new HashMap<>();

    @Override
    public void stepped(Step step, Findings findings) {
        if (!step.received().isEmpty()) {
            return; // as many as have piled up
        }
        Instant instant = instants.computeIfAbsent(step.witness(), witness -> new Instant());
        long now = step.witness().now();
        if (instant.atNanos != now) {
            instant.atNanos = now;
            instant.steps = 0;
        }
        if (++instant.steps > MOST_STEPS) {
            findings.violated(
                    step.witness(),
                    "at most " + MOST_STEPS + " timers and tasks in one instant",
                    "there is no end of them");
        }
    }

    @Override
    public void ended(Witness witness) {
        instants.remove(witness);
    }
}
