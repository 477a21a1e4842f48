package io.gossip.simulator.check;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Part of S17: who is gone is forgotten, at the latest in the round of probes that follows the time for which it is remembered. */
final class Forgetting {

    private record Farewell(long atNanos, long hinderedNanos) {}

    private final Map<Witness, Map<String, Farewell>> gone = new HashMap<>();

    void changed(Change change) {
        Witness witness = change.witness();
        String name = change.after().name();
        if (change.after().state().isMember()) {
            forgotten(witness, name);
        } else if (!change.aboutItself()) {
            gone.computeIfAbsent(witness, process -> new HashMap<>())
                    .put(name, new Farewell(witness.now(), Lateness.lateOrBlocked(witness)));
        }
    }

    void forgotten(Witness witness, String name) {
        gone.getOrDefault(witness, Map.of()).keySet().remove(name);
    }

    void ended(Witness witness) {
        gone.remove(witness);
    }

    /** Looks whether anybody is remembered for too long. */
    void check(Witness witness, Findings findings) {
        Map<String, Farewell> remembered = gone.getOrDefault(witness, Map.of());
        if (remembered.isEmpty()) {
            return;
        }
        Duration most = new Budget(witness.life().config(), findings.history().names()).forgetting();
        long mostNanos = most.toNanos() + Lateness.drift(most.toNanos());
        remembered.forEach((name, farewell) -> {
            long hindered = Lateness.lateOrBlocked(witness) - farewell.hinderedNanos;
            if (witness.now() - farewell.atNanos - hindered > mostNanos) {
                findings.violated(
                        witness,
                        "who is gone to be forgotten within " + Violation.seconds(most),
                        "it remembers '" + name + "'");
            }
        });
    }
}
