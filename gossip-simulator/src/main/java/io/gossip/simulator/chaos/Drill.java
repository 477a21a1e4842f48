package io.gossip.simulator.chaos;

import io.gossip.memberlist.Node;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.SimulationListener;
import io.gossip.simulator.check.Agreement;
import io.gossip.simulator.check.Budget;
import io.gossip.simulator.check.Gone;
import io.gossip.simulator.check.Liveness;
import io.gossip.simulator.faults.DelegateTrouble;
import io.gossip.simulator.faults.KeyRotation;
import io.gossip.simulator.faults.RollOut;
import io.gossip.simulator.faults.Targets;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.wire.Bytes;
import io.gossip.wire.Keyring;
import io.gossip.wire.NodeState;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Something that is done to a calm cluster, with what must come of it and by when. */
public enum Drill {
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

    /** One process leaves, and is then shut down. */
    LEAVE(1) {
        @Override
        void run(Calm calm) {
            Life leaver = calm.anybody();
            if (leave(calm, leaver) && shutDown(calm, leaver)) {
                calm.await(new Gone(Liveness.L5, leaver.name(), NodeState.LEFT, Budget::agreement));
            }
        }
    },

    /** All but one process are killed, and that one leaves; then all come back. */
    LAST_LEAVES(1) {
        @Override
        void run(Calm calm) {
            List<Life> all = calm.simulation().running();
            Life last = calm.anybody();
            for (Life life : all) {
                calm.mayFail(life.name());
                if (life != last) {
                    life.host().crash();
                }
            }
            if (calm.random().nextBoolean()) {
                calm.advance(calm.budget().longestSuspicion());
            }
            if (leave(calm, last) && shutDown(calm, last)) {
                all.forEach(life -> restart(life, all.get(0).host()));
                calm.await(new Agreement(Liveness.L14, Budget::merge));
            }
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
            byte[] bytes = new byte[1 + calm.random().nextInt(512)];
            calm.random().nextBytes(bytes);
            Life changing = calm.anybody();
            Bytes meta = changing.updateMeta(Bytes.of(bytes));
            calm.within(
                    Liveness.L6,
                    changing,
                    TICK,
                    "it has its new meta",
                    () -> changing.node().localNode().meta().equals(meta));
            calm.await(new Agreement(Liveness.L6, Budget::agreement));
        }
    },

    /** The cluster is cut in two, until nobody knows of the other half any more, or not so long. */
    PARTITION(1) {
        @Override
        void run(Calm calm) {
            List<Life> some = calm.shuffled();
            List<Life> others = some.subList(some.size() / 2, some.size());
            List<Life> half = some.subList(0, some.size() / 2);
            some.forEach(life -> calm.mayFail(life.name()));
            VirtualNetwork network = calm.simulation().network();
            network.partition(addresses(half), addresses(others));
            Budget budget = calm.budget();
            if (calm.random().nextBoolean()) {
                Duration limit = budget.detection().plus(budget.forgetting());
                if (calm.simulation().advanceUntil(() -> areStrangers(half, others), limit)) {
                    calm.count("halves that forgot each other");
                }
            } else {
                calm.advance(part(budget.longestSuspicion(), 2 * calm.random().nextDouble()));
            }
            network.heal();
            calm.await(new Agreement(Liveness.L7, Budget::merge));
            calm.staysSo(Liveness.L7);
        }
    },

    /** One process is killed and starts again at once, or soon. */
    RESTART(1) {
        @Override
        void run(Calm calm) {
            Life victim = calm.anybody();
            calm.mayFail(victim.name());
            victim.host().crash();
            // Often so soon that nobody has noticed.
            double share = StrictMath.pow(calm.random().nextDouble(), 3);
            calm.advance(part(calm.budget().longestSuspicion(), share));
            Life seed = calm.anybody();
            Node known = seed.node().node(victim.name());
            calm.count("restarted while it was held for " + (known == null ? "nobody" : known.state()));
            restart(victim, seed.host());
            calm.await(new Agreement(Liveness.L8, Budget::agreement));
            calm.staysSo(Liveness.L8);
        }
    },

    /** One process suspects another for no reason. */
    ACCUSE(2) {
        @Override
        void run(Calm calm) {
            Life accused = calm.anybody();
            long before = accused.node().localNode().incarnation();
            calm.accuse(accused, calm.anybodyBut(accused));
            calm.within(
                    Liveness.L9,
                    accused,
                    calm.budget().shortestSuspicion(),
                    "it refutes before its time is over",
                    () -> accused.node().localNode().incarnation() > before);
            calm.await(new Agreement(Liveness.L9, Budget::agreement));
        }
    },

    /** One process stands still for a while, from the moment at which it suspects another for no reason. */
    FREEZE(2) {
        @Override
        void run(Calm calm) {
            Life frozen = calm.anybody();
            Life accused = calm.anybodyBut(frozen);
            calm.mayFail(frozen.name());
            calm.charge(Liveness.L16, observer -> observer == frozen);
            Subscription trap = calm.simulation().listen(new SimulationListener() {
                private boolean sprung;

                @Override
                public void event(Life observer, Kind kind, Node node) {
                    if (observer == frozen && kind == Kind.SUSPECTED && !sprung) {
                        sprung = true;
                        frozen.loop().pause();
                    }
                }
            });
            calm.accuse(accused, frozen);
            calm.advance(TICK);
            trap.close();
            double exponent = SHORTEST_FREEZE
                    + (LONGEST_FREEZE - SHORTEST_FREEZE) * calm.random().nextDouble();
            calm.advance(Duration.ofMillis((long) StrictMath.pow(10, exponent)));
            Node known = accused.node().node(frozen.name());
            calm.count("woke up while it was held for " + (known == null ? "nobody" : known.state()));
            frozen.loop().resume();
            // Who was forgotten meanwhile, and has forgotten the others, is found again only by looking for it.
            calm.await(new Agreement(Liveness.L16, Budget::merge));
            calm.staysSo(Liveness.L16);
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
                        .after(Duration.ofMillis(delay + 1 + calm.random().nextInt(5_000)), () -> restart(life, seed));
            }
            calm.advance(Duration.ofSeconds(10));
            calm.await(new Agreement(Liveness.L14, Budget::merge));
            calm.staysSo(Liveness.L14);
        }
    },

    /** While applications throw, block and are slow, one process is killed, and another one is suspected. */
    DELEGATES(3) {
        @Override
        boolean fits(Calm calm) {
            return super.fits(calm) && calm.hasApplications();
        }

        @Override
        void run(Calm calm) {
            Targets some = new Targets.Share(0.3);
            Subscription trouble = calm.begin(
                    new DelegateTrouble(DelegateTrouble.Kind.THROWS, some, Duration.ZERO),
                    new DelegateTrouble(DelegateTrouble.Kind.BLOCKS, some, Duration.ZERO),
                    new DelegateTrouble(DelegateTrouble.Kind.SLOW, some, Duration.ofMillis(700)));
            Life victim = calm.anybody();
            calm.mayFail(victim.name());
            victim.host().crash();
            Life accused = calm.anybody();
            calm.accuse(accused, calm.anybodyBut(accused));
            calm.await(new Gone(Liveness.L1, victim.name(), NodeState.DEAD, Budget::detection));
            calm.await(new Agreement(Liveness.L9, Budget::agreement));
            trouble.close();
            calm.awaitApplications();
        }
    },

    /** All get another key, one after another, while one announces another meta and one joins. */
    KEYS(2) {
        @Override
        boolean fits(Calm calm) {
            return super.fits(calm)
                    && keys(calm).allMatch(keyring -> keyring.keys().size() == 1);
        }

        @Override
        void run(Calm calm) {
            int nodes = calm.simulation().running().size();
            // So long that who could not read what the others send would be declared dead.
            Duration phase = calm.budget()
                    .longestSuspicion()
                    .plus(calm.pauseForARestart().multipliedBy(2));
            Subscription watch = calm.noFailures(Liveness.L15);
            Subscription rotation = calm.begin(new KeyRotation(phase.dividedBy(nodes)));
            calm.advance(phase.dividedBy(2));
            calm.anybody().updateMeta(Bytes.of(new byte[] {(byte) nodes}));
            calm.advance(phase);
            calm.simulation().addHost().start(calm.anybody().host());
            calm.advance(phase.multipliedBy(2));
            rotation.close();
            calm.sameKeys(Liveness.L15, 1);
            calm.await(new Agreement(Liveness.L15, Budget::agreement));
            watch.close();
        }
    },

    /** All are moved to encryption, in three rounds of restarts. */
    ENCRYPTION(1) {
        @Override
        boolean fits(Calm calm) {
            return isSmall(calm) && keys(calm).allMatch(Keyring::isEmpty);
        }

        @Override
        void run(Calm calm) {
            rollOut(calm, RollOut.What.ENCRYPTION, 3);
            calm.sameKeys(Liveness.L15, 1);
        }
    },

    /** All are moved to another label, and are two clusters that know nothing of each other until the last one has it. */
    LABELS(1) {
        @Override
        boolean fits(Calm calm) {
            return isSmall(calm);
        }

        @Override
        void run(Calm calm) {
            Duration turn = RollOut.turn(calm.pauseForARestart());
            String before = calm.anybody().config().framing().label();
            int nodes = calm.simulation().running().size();
            Subscription watch = calm.noFailures(Liveness.L15);
            Subscription labels = calm.noStrangers(Liveness.L15);
            Subscription rollOut = calm.begin(new RollOut(RollOut.What.LABEL, calm.pauseForARestart()));
            calm.advance(turn.minus(TICK));
            boolean whole = false;
            for (int i = 1; i < nodes; i++) {
                whole |= calm.isConverged(before);
                calm.advance(turn);
            }
            calm.demand(
                    Liveness.L15,
                    whole,
                    "all who have label '" + before + "' still to know each other and nobody else");
            rollOut.close();
            // The first ones have looked in vain for others, less and less often.
            calm.await(new Agreement(Liveness.L15, Budget::merge));
            labels.close();
            watch.close();
        }
    },

    /** All are moved to another version, in two rounds of restarts. */
    UPGRADE(1) {
        @Override
        boolean fits(Calm calm) {
            return isSmall(calm);
        }

        @Override
        void run(Calm calm) {
            rollOut(calm, RollOut.What.VERSION, 2);
        }
    };

    /** For what is done at once: longer than a packet takes, and shorter than anything of the protocol. */
    private static final Duration TICK = Duration.ofMillis(10);

    /** For what needs nobody else. */
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private static final Duration LEAVE_TIMEOUT = Duration.ofSeconds(5);

    /** Powers of ten, in milliseconds: from 10 ms to two minutes. */
    private static final double SHORTEST_FREEZE = 1;

    private static final double LONGEST_FREEZE = 5.08;

    /** What is done host after host takes many minutes in a large cluster, and shows nothing that it does not show in a small one. */
    private static boolean isSmall(Calm calm) {
        int nodes = calm.simulation().running().size();
        return nodes >= FEWEST_FOR_A_ROLL_OUT && nodes <= MOST_FOR_A_ROLL_OUT;
    }

    private static Stream<Keyring> keys(Calm calm) {
        return calm.simulation().running().stream()
                .map(life -> life.config().framing().keyring());
    }

    /** Nobody is declared dead, and in each round, old and new among each other, all are members for all before the next one's turn. */
    private static void rollOut(Calm calm, RollOut.What what, int rounds) {
        Duration turn = RollOut.turn(calm.pauseForARestart());
        int nodes = calm.simulation().running().size();
        Subscription watch = calm.noFailures(Liveness.L15);
        Subscription rollOut = calm.begin(new RollOut(what, calm.pauseForARestart()));
        calm.advance(turn.minus(TICK));
        for (int round = 1; round <= rounds; round++) {
            boolean whole = false;
            for (int i = 1; i < nodes; i++) {
                whole |= calm.simulation().isConverged();
                calm.advance(turn);
            }
            calm.demand(Liveness.L15, whole, "all to know all before the last one's turn in round " + round);
            calm.advance(turn);
        }
        rollOut.close();
        calm.await(new Agreement(Liveness.L15, Budget::agreement));
        watch.close();
    }

    private static final int FEWEST_FOR_A_ROLL_OUT = 3;
    private static final int MOST_FOR_A_ROLL_OUT = 24;

    private final int fewestNodes;

    Drill(int fewestNodes) {
        this.fewestNodes = fewestNodes;
    }

    abstract void run(Calm calm);

    /** Whether it can be done with those who run now. */
    boolean fits(Calm calm) {
        return calm.simulation().running().size() > fewestNodes;
    }

    private static boolean leave(Calm calm, Life leaver) {
        boolean[] done = new boolean[1];
        leaver.loop().execute(() -> leaver.node().leave(LEAVE_TIMEOUT, () -> done[0] = true));
        return calm.within(Liveness.L5, leaver, LEAVE_TIMEOUT.plus(TICK), "its leave ends", () -> done[0]);
    }

    private static boolean shutDown(Calm calm, Life left) {
        Host host = left.host();
        InetSocketAddress address = left.transport().localAddress();
        host.leave(LEAVE_TIMEOUT); // which is over, so that it is shut down at once
        return calm.within(
                        Liveness.L13,
                        left,
                        MOMENT,
                        "it lets go of address and streams",
                        () -> host.life().isEmpty()
                                && left.transport().openConnections() == 0
                                && !calm.simulation().network().isBound(address))
                && calm.within(
                        Liveness.L13,
                        left,
                        left.config().streams().timeout(),
                        "none of its timers is left",
                        () -> left.loop().waitingTimers() == 0);
    }

    private static void restart(Life life, Host seed) {
        life.host().start(life.name(), List.of(seed), settings -> settings);
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofMillis((long) (whole.toMillis() * share));
    }

    private static List<InetSocketAddress> addresses(List<Life> lives) {
        return lives.stream().map(life -> life.transport().localAddress()).toList();
    }

    private static boolean areStrangers(List<Life> some, List<Life> others) {
        return some.stream()
                .allMatch(one -> others.stream()
                        .allMatch(other -> one.node().node(other.name()) == null
                                && other.node().node(one.name()) == null));
    }
}
