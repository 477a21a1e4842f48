package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * An encrypted cluster gets a new key while it runs: all install it, then all use it, then all remove the old one, host after host.
 * Whoever starts meanwhile or later has the keys of those who are furthest. What is not done when the fault ends is done at once.
 * Where there are no keys, or not the same one everywhere, nothing happens.
 *
 * @param pause how long it is waited after each host
 */
public record KeyRotation(Duration pause) implements Fault {

    private static final int KEY_BYTES = 32;

    /**
     * Checks the value.
     *
     * @param pause how long it is waited after each host
     */
    public KeyRotation {
        Checks.notNegative(pause);
    }

    static KeyRotation read(Words words) {
        return new KeyRotation(words.time());
    }

    /** What is done on every host before the next thing is done on any; the protocol reference, section 12.4, has the reasons. */
    private enum Phase {
        INSTALL {
            @Override
            void apply(Keyring keys, Bytes newKey, Bytes oldKey) {
                keys.add(newKey);
            }
        },
        USE {
            @Override
            void apply(Keyring keys, Bytes newKey, Bytes oldKey) {
                keys.use(newKey);
            }
        },
        REMOVE {
            @Override
            void apply(Keyring keys, Bytes newKey, Bytes oldKey) {
                keys.remove(oldKey);
            }
        };

        abstract void apply(Keyring keys, Bytes newKey, Bytes oldKey);
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        byte[] newKey = new byte[KEY_BYTES];
        random.nextBytes(newKey);
        List<List<Bytes>> keys = simulation.running().stream()
                .map(life -> keys(life).keys())
                .distinct()
                .toList();
        if (keys.size() != 1 || keys.get(0).size() != 1) {
            return () -> {};
        }
        Rotation rotation =
                new Rotation(simulation, Bytes.of(newKey), keys.get(0).get(0));
        rotation.next();
        return rotation::finish;
    }

    private static Keyring keys(Life life) {
        return life.config().framing().keyring();
    }

    private final class Rotation {
        private final Simulation simulation;
        private final Bytes newKey;
        private final Bytes oldKey;
        private final List<Phase> begun = new ArrayList<>();
        private final Deque<Phase> ahead = new ArrayDeque<>(List.of(Phase.values()));
        private List<Life> left = List.of();

        Rotation(Simulation simulation, Bytes newKey, Bytes oldKey) {
            this.simulation = simulation;
            this.newKey = newKey;
            this.oldKey = oldKey;
            simulation.onStart(settings -> {
                FramingConfig framing = settings.build().framing();
                return settings.framing(framing.withKeyring(current()));
            });
        }

        /** The keys of those who are furthest. */
        private Keyring current() {
            Keyring keys = Keyring.of(List.of(), oldKey);
            begun.forEach(phase -> phase.apply(keys, newKey, oldKey));
            return keys;
        }

        void next() {
            begun.add(ahead.remove());
            left = new ArrayList<>(simulation.running());
            step();
        }

        private void step() {
            if (!left.isEmpty()) {
                apply(left.remove(0));
                simulation.after(pause, this::step);
            } else if (!ahead.isEmpty()) {
                next();
            }
        }

        private void apply(Life life) {
            begun.get(begun.size() - 1).apply(keys(life), newKey, oldKey);
        }

        void finish() {
            left.forEach(this::apply);
            left = List.of();
            while (!ahead.isEmpty()) {
                begun.add(ahead.remove());
                simulation.running().forEach(this::apply);
            }
        }
    }

    @Override
    public boolean needsEncryption() {
        return true;
    }

    @Override
    public String toString() {
        return "rotate " + Notation.duration(pause);
    }
}
