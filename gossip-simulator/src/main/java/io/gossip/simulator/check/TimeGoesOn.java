package io.gossip.simulator.check;

import java.util.HashMap;
import java.util.Map;

/** S32: a process does not run timers without end while time stands still. */
final class TimeGoesOn implements Invariant {

    private static final int MOST_STEPS = 2_000;

    private static final class Instant {
        private long atNanos;
        private long left;
    }

    private final Map<Witness, Instant> instants = new HashMap<>();

    @Override
    public void stepped(Step step, Findings findings) {
        Instant instant = instants.computeIfAbsent(step.witness(), witness -> new Instant());
        long now = step.witness().now();
        if (instant.atNanos != now) {
            instant.atNanos = now;
            instant.left = MOST_STEPS;
        }
        if (!step.received().isEmpty()) {
            // Packets come as many as have piled up, and the application may answer each message that it gets.
            instant.left += step.received().stream()
                    .mapToInt(mail -> mail.messages().size())
                    .sum();
        } else if (--instant.left < 0) {
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
