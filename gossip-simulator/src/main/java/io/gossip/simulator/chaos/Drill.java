package io.gossip.simulator.chaos;

import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.check.Agreement;
import io.gossip.simulator.check.Budget;
import io.gossip.simulator.check.Gone;
import io.gossip.simulator.check.Liveness;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.List;

/** Something that is done to a calm cluster, with what must come of it and by when. */
enum Drill {
    /** One process is killed, and stays away. */
    CRASH(1) {
        @Override
        void run(Calm calm) {
            Life victim = calm.anybody();
            calm.mayFail(victim.name());
            victim.host().crash();
            calm.await(new Gone(Liveness.L1, victim.name(), NodeState.DEAD, Budget::detection));
            calm.await(new Agreement(Liveness.L3, Budget::agreement));
        }
    },

    /** One process leaves. */
    LEAVE(1) {
        @Override
        void run(Calm calm) {
            Life leaver = calm.anybody();
            Duration timeout = Duration.ofSeconds(5);
            leaver.host().leave(timeout);
            calm.within(
                    Liveness.L13,
                    timeout.plusSeconds(1),
                    () -> leaver.host().life().isEmpty() && leaver.transport().openConnections() == 0);
            calm.await(new Gone(Liveness.L5, leaver.name(), NodeState.LEFT, Budget::agreement));
        }
    },

    /** A new host joins through any member. */
    JOIN(1) {
        @Override
        void run(Calm calm) {
            Host seed = calm.anybody().host();
            calm.simulation().addHost().start(seed);
            calm.await(new Agreement(Liveness.L4, Budget::agreement));
        }
    },

    /** One process announces another meta. */
    META(1) {
        @Override
        void run(Calm calm) {
            byte[] meta = new byte[calm.random().nextInt(513)];
            calm.random().nextBytes(meta);
            calm.anybody().updateMeta(Bytes.of(meta));
            calm.advance(Duration.ofMillis(1));
            calm.await(new Agreement(Liveness.L6, Budget::agreement));
        }
    },

    /** One process is killed and starts again at once, or soon. */
    RESTART(1) {
        @Override
        void run(Calm calm) {
            Life victim = calm.anybody();
            calm.mayFail(victim.name());
            victim.host().crash();
            calm.advance(Duration.ofMillis(calm.random().nextInt(20_000)));
            Host seed = calm.anybody().host();
            victim.host().start(victim.name(), List.of(seed), settings -> settings);
            calm.await(new Agreement(Liveness.L8, Budget::agreement));
        }
    },

    /** One process suspects another for no reason. */
    ACCUSE(3) {
        @Override
        void run(Calm calm) {
            Life accused = calm.anybody();
            long before = accused.node().localNode().incarnation();
            calm.accuse(accused);
            calm.within(
                    Liveness.L9,
                    calm.budget().agreement(),
                    () -> accused.node().localNode().incarnation() > before);
            calm.await(new Agreement(Liveness.L9, Budget::agreement));
        }
    },

    /** One process stands still for a while. */
    FREEZE(1) {
        @Override
        void run(Calm calm) {
            Life frozen = calm.anybody();
            calm.mayFail(frozen.name());
            frozen.loop().pause();
            calm.advance(Duration.ofMillis(
                    (long) StrictMath.pow(10, 1 + 3.5 * calm.random().nextDouble())));
            frozen.loop().resume();
            // Who was forgotten meanwhile, and has forgotten the others, is found again only by looking for it.
            calm.await(new Agreement(Liveness.L16, Budget::merge));
        }
    },

    /** All are killed and start again within ten seconds. */
    MASS_RESTART(1) {
        @Override
        void run(Calm calm) {
            List<Life> all = calm.simulation().running();
            Host seed = all.get(0).host();
            for (Life life : all) {
                calm.mayFail(life.name());
                long delay = calm.random().nextInt(5_000);
                calm.simulation()
                        .after(Duration.ofMillis(delay), () -> life.host().crash());
                calm.simulation()
                        .after(
                                Duration.ofMillis(delay + 1 + calm.random().nextInt(5_000)),
                                () -> life.host().start(life.name(), List.of(seed), settings -> settings));
            }
            calm.advance(Duration.ofSeconds(10));
            calm.await(new Agreement(Liveness.L14, Budget::merge));
        }
    };

    private final int fewestNodes;

    Drill(int fewestNodes) {
        this.fewestNodes = fewestNodes;
    }

    abstract void run(Calm calm);

    /** How many must run for it. */
    int fewestNodes() {
        return fewestNodes;
    }
}
