package io.gossip.simulator.faults;

import io.gossip.memberlist.DelegateVersions;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * All processes get other settings: one after another leaves and starts again with them, as does everything that starts later. Who has
 * not had its turn when the fault ends is crashed and started again at once.
 *
 * @param what which settings
 * @param pause how long it is waited after each host
 */
public record RollOut(What what, Duration pause) implements Fault {

    /** Plenty for a process that is well; who has not got away by then is crashed. */
    private static final Duration LEAVING = Duration.ofSeconds(1);

    private static final int KEY_BYTES = 16;

    /** Versions of the application are 0 to this. */
    private static final int NEWEST = 7;

    /** Versions of the protocol are 1 to this. */
    private static final int PROTOCOLS = 5;

    /** What is rolled out. */
    public enum What {
        /**
         * A first key, in three rounds as an operator does it: have the key, then use it, then demand it. Where there are keys already,
         * nothing happens.
         */
        ENCRYPTION,
        /** Another label: those who have it and those who have not are two clusters until the last one has it. */
        LABEL,
        /** Other versions of protocol and application, in two rounds: understand the new ones, then speak them. */
        VERSION
    }

    /**
     * Checks the values.
     *
     * @param what which settings
     * @param pause how long it is waited after each host
     */
    public RollOut {
        Checks.notNegative(pause);
    }

    static RollOut read(Words words) {
        return new RollOut(words.oneOf(What.class), words.time());
    }

    /**
     * How long it is from the turn of one host to that of the next.
     *
     * @param pause how long it is waited after each host
     * @return with the time for the restart itself
     */
    public static Duration turn(Duration pause) {
        return LEAVING.plus(pause);
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<UnaryOperator<MemberlistConfigBuilder>> rounds = rounds(random);
        if (what == What.ENCRYPTION && simulation.running().stream().anyMatch(RollOut::hasKeys)) {
            return () -> {};
        }
        Rounds running = new Rounds(simulation, rounds, random);
        running.next();
        return running::finish;
    }

    private List<UnaryOperator<MemberlistConfigBuilder>> rounds(RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        int number = random.nextInt(1_000_000);
        return switch (what) {
            case ENCRYPTION ->
                List.of(
                        encryption(Bytes.of(key), false, false),
                        encryption(Bytes.of(key), false, true),
                        encryption(Bytes.of(key), true, true));
            case LABEL ->
                List.of(settings -> settings.framing(settings.build().framing().withLabel("release " + number)));
            case VERSION ->
                List.of(
                        settings -> settings.delegateVersions(new DelegateVersions(0, NEWEST, 0)),
                        settings -> settings.delegateVersions(new DelegateVersions(0, NEWEST, number % (NEWEST + 1)))
                                .protocolVersion(1 + number % PROTOCOLS));
        };
    }

    private static boolean hasKeys(Life life) {
        return !life.config().framing().keyring().isEmpty();
    }

    private static UnaryOperator<MemberlistConfigBuilder> encryption(Bytes key, boolean incoming, boolean outgoing) {
        return settings -> {
            FramingConfig framing = settings.build().framing();
            return settings.framing(
                    framing.withKeyring(Keyring.of(List.of(), key)).withVerification(incoming, outgoing));
        };
    }

    private final class Rounds {
        private final Simulation simulation;
        private final List<UnaryOperator<MemberlistConfigBuilder>> rounds;
        private final RandomGenerator random;
        private final Set<Host> away = new LinkedHashSet<>();
        private List<Life> left = List.of();
        private int round = -1;
        private boolean finished;

        Rounds(Simulation simulation, List<UnaryOperator<MemberlistConfigBuilder>> rounds, RandomGenerator random) {
            this.simulation = simulation;
            this.rounds = rounds;
            this.random = random;
            simulation.onStart(settings -> rounds.get(Math.max(0, round)).apply(settings));
        }

        void next() {
            round++;
            left = new ArrayList<>(simulation.running());
            step();
        }

        private void step() {
            if (finished) {
                return;
            }
            if (!left.isEmpty()) {
                Life life = left.remove(0);
                if (runs(life)) {
                    away.add(life.host());
                    life.host().leave(LEAVING);
                }
                simulation.after(LEAVING, () -> {
                    if (!finished) {
                        startAgain(life);
                    }
                });
                simulation.after(turn(pause), this::step);
            } else if (round + 1 < rounds.size()) {
                next();
            } else {
                finished = true;
            }
        }

        private void startAgain(Life life) {
            if (away.remove(life.host())) {
                restart(life);
            }
        }

        private void restart(Life life) {
            if (runs(life)) {
                life.host().crash();
            }
            Comeback.SAME.start(simulation, List.of(life.host()), random);
        }

        private boolean runs(Life life) {
            return life.host().life().stream().anyMatch(running -> running == life);
        }

        void finish() {
            if (finished) {
                return;
            }
            finished = true;
            if (round + 1 < rounds.size()) {
                round = rounds.size() - 1;
                left = simulation.running();
            }
            List<Host> stopped = new ArrayList<>(away);
            for (Life life : left) {
                if (runs(life)) {
                    life.host().crash();
                    stopped.add(life.host());
                }
            }
            away.stream().filter(host -> host.life().isPresent()).forEach(Host::crash);
            Comeback.SAME.start(simulation, stopped, random);
        }
    }

    @Override
    public String toString() {
        return "rollout " + Words.name(what) + " " + Notation.duration(pause);
    }
}
