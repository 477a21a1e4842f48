package io.gossip.simulator.faults;

import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Somebody tries to join who must not get in; it is killed when the fault ends. A plain one is an intruder in an encrypted cluster
 * only; elsewhere nothing happens.
 *
 * @param lacks what it has not got
 */
public record Intruder(Lacks lacks) implements Fault {

    private static final String LABEL = "another cluster";
    private static final int KEY_BYTES = 32;

    /** What keeps an intruder out. */
    public enum Lacks {
        /** It has another label. */
        LABEL,
        /** It has another key. */
        KEY,
        /** It has no key. */
        ENCRYPTION
    }

    static Intruder read(Words words) {
        return new Intruder(words.oneOf(Lacks.class));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        List<Host> seeds = Comeback.seeds(simulation, random);
        // As long as a cluster migrates to encryption, plain messages are let in.
        boolean encrypted = simulation.running().stream()
                .allMatch(life -> life.config().framing().isProtected());
        if (lacks == Lacks.ENCRYPTION && !encrypted) {
            return () -> {};
        }
        Host intruder = simulation.addStranger();
        intruder.start(intruder.name(), seeds, settings -> switch (lacks) {
            case LABEL -> labelled(settings);
            case KEY ->
                settings.framing(settings.build()
                        .framing()
                        .withKeyring(Keyring.of(List.of(), Bytes.of(key)))
                        .withVerification(true, true));
            case ENCRYPTION -> settings.framing(settings.build().framing().withKeyring(new Keyring()));
        });
        return intruder::crash;
    }

    /** The settings of a node of another cluster. */
    static MemberlistConfigBuilder labelled(MemberlistConfigBuilder settings) {
        FramingConfig framing = settings.build().framing();
        return settings.framing(framing.withLabel(LABEL));
    }

    @Override
    public String toString() {
        return "intruder " + Words.name(lacks);
    }
}
