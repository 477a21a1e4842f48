package io.gossip.simulator.chaos;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.Node;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.SimulationListener;
import io.gossip.simulator.check.Agreement;
import io.gossip.simulator.check.ApplicationsKnow;
import io.gossip.simulator.check.Budget;
import io.gossip.simulator.check.Checker;
import io.gossip.simulator.check.Coverage;
import io.gossip.simulator.check.Deadline;
import io.gossip.simulator.check.Liveness;
import io.gossip.simulator.check.NoFalseDeaths;
import io.gossip.simulator.check.Silence;
import io.gossip.simulator.faults.Fault;
import io.gossip.transport.Transport;
import io.gossip.virtual.VirtualNetwork.Packet;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Message;
import io.gossip.wire.NodeState;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.WireOutput;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The time after the chaos: nothing goes wrong any more, so all must come right in time, stay quiet without news, and take what the
 * {@link Drill}s bring.
 */
final class Calm {

    /** How many probe intervals the quiet time lasts. */
    private static final int QUIET_PROBES = 10;

    private static final Set<String> PROBES = Set.of("Ping", "Ack");

    private final Simulation simulation;
    private final Checker checker;
    private final MemberlistConfig config;
    private final RandomGenerator random;
    private final NoFalseDeaths accuracy;

    Calm(Simulation simulation, Checker checker, MemberlistConfig config) {
        this.simulation = simulation;
        this.checker = checker;
        this.config = config;
        this.random = simulation.chance().stream("calm");
        this.accuracy =
                new NoFalseDeaths(simulation, checker, simulation.elapsed().plus(budget().accuracy()));
        simulation.listen(accuracy);
    }

    /** Stops at the first violation. */
    void run(List<Drill> drills) {
        Duration echoes = simulation.elapsed().plus(simulation.network().underWay());
        reunite();
        if (!await(new Agreement(Liveness.L3, Budget::recovery))) {
            return;
        }
        if (hasApplications() && !awaitApplications()) {
            return;
        }
        // What comes from the chaos only now, minutes late, is news.
        if (echoes.compareTo(simulation.elapsed()) > 0) {
            advance(echoes.minus(simulation.elapsed()));
        }
        // What was probed in the chaos may have its verdict only now.
        advance(config.probing().interval().multipliedBy(config.probing().awarenessMaxMultiplier()));
        if (!await(new Agreement(Liveness.L3, Budget::agreement)) || !await(new Silence())) {
            return;
        }
        // All hold all for alive, and nothing is under way: whoever is declared dead from now on is so without a
        // reason.
        accuracy.sinceNow();
        if (!quiet()) {
            return;
        }
        for (Drill drill : drills) {
            if (isGood() && drill.fits(this)) {
                checker.coverage().count("drill " + drill);
                drill.run(this);
                accuracy.chargeNobody();
            }
        }
        if (isGood()) {
            checker.coverage().count("met L2 NoFalseDeaths");
        }
    }

    boolean hasApplications() {
        return simulation.running().stream().allMatch(life -> life.application().isPresent());
    }

    private boolean isGood() {
        return checker.violations().isEmpty();
    }

    Simulation simulation() {
        return simulation;
    }

    RandomGenerator random() {
        return random;
    }

    Budget budget() {
        return new Budget(config, simulation.running().size());
    }

    Life anybody() {
        List<Life> running = simulation.running();
        return running.get(random.nextInt(running.size()));
    }

    Life anybodyBut(Life one) {
        List<Life> others = new ArrayList<>(simulation.running());
        others.remove(one);
        return others.get(random.nextInt(others.size()));
    }

    /** All that run, in any order. */
    List<Life> shuffled() {
        List<Life> all = new ArrayList<>(simulation.running());
        for (int last = all.size() - 1; last > 0; last--) {
            Collections.swap(all, random.nextInt(last + 1), last);
        }
        return all;
    }

    /** Lets faults begin that nobody must suffer from; ends all of them. */
    Subscription begin(Fault... faults) {
        List<Subscription> begun = new ArrayList<>();
        for (Fault fault : faults) {
            begun.add(simulation.begin(fault, random));
        }
        return () -> begun.forEach(Subscription::close);
    }

    /** Long enough for a process that starts to find all others, and for them to hear of it. */
    Duration pauseForARestart() {
        return config.probing().interval().multipliedBy(5);
    }

    void demand(Liveness property, boolean met, String what) {
        if (!met && isGood()) {
            checker.report(property.name(), "the cluster", what, "it has not come to that");
        }
    }

    /** From now on nobody may be declared dead, whether it runs or not. */
    Subscription noFailures(Liveness property) {
        return simulation.listen(new SimulationListener() {
            @Override
            public void event(Life observer, Kind kind, Node node) {
                if (kind == Kind.LEFT && node.state() == NodeState.DEAD) {
                    checker.report(
                            property.name(), observer.toString(), property.meaning(), "it declares " + node + " dead");
                }
            }
        });
    }

    /** The same keys are on all keyrings, and no more than there should be. */
    void sameKeys(Liveness property, int count) {
        List<List<Bytes>> keyrings = simulation.running().stream()
                .map(life -> life.config().framing().keyring().keys())
                .distinct()
                .toList();
        if (keyrings.size() != 1 || keyrings.get(0).size() != count) {
            List<Integer> sizes = keyrings.stream().map(List::size).toList();
            checker.report(
                    property.name(),
                    "the cluster",
                    "the same " + count + " keys everywhere",
                    keyrings.size() + " different keyrings, with so many keys: " + sizes);
        }
    }

    /** From now on nobody may take in one who has another label. */
    Subscription noStrangers(Liveness property) {
        return simulation.listen(new SimulationListener() {
            @Override
            public void event(Life observer, Kind kind, Node node) {
                boolean own = simulation.running().stream()
                        .filter(life -> life.name().equals(node.name()))
                        .allMatch(life -> labelOf(life).equals(labelOf(observer)));
                if (kind == Kind.JOINED && !own) {
                    checker.report(
                            property.name(),
                            observer.toString(),
                            "nobody but those with its label, '" + labelOf(observer) + "', to be let in",
                            "it lets " + node + " in");
                }
            }
        });
    }

    /** Whether several have one label, and all of them know each other and nobody else: one alone has nobody to know. */
    boolean isConverged(String label) {
        Set<String> names = withLabel(label).map(Life::name).collect(Collectors.toCollection(HashSet::new));
        return names.size() > 1
                && withLabel(label)
                        .allMatch(life -> life.node().members().stream()
                                .map(Node::name)
                                .collect(Collectors.toCollection(HashSet::new))
                                .equals(names));
    }

    private Stream<Life> withLabel(String label) {
        return simulation.running().stream().filter(life -> labelOf(life).equals(label));
    }

    private static String labelOf(Life life) {
        return life.config().framing().label();
    }

    void mayFail(String name) {
        accuracy.excuse(name);
    }

    /** What these declare wrongly during this drill violates its property. */
    void charge(Liveness property, Predicate<Life> observers) {
        accuracy.charge(property, observers);
    }

    /** Nobody is declared dead once more, not even who had reason to be before. */
    void staysSo(Liveness property) {
        if (isGood()) {
            accuracy.excuseNobody();
            accuracy.charge(property, observer -> true);
            advance(budget().longestSuspicion()
                    .plus(config.probing()
                            .interval()
                            .multipliedBy(config.probing().awarenessMaxMultiplier())));
            if (isGood()) {
                count("met " + property + " stays so");
            }
        }
    }

    void count(String what) {
        checker.coverage().count(what);
    }

    void advance(Duration duration) {
        simulation.advance(duration);
    }

    /** Waits until the applications know what their nodes know. */
    boolean awaitApplications() {
        Duration busy = simulation.running().stream()
                .flatMap(life -> life.application().stream())
                .map(application -> application.dispatcher().busyFor())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return await(new ApplicationsKnow(busy));
    }

    boolean await(Deadline deadline) {
        return isGood() && deadline.await(simulation, checker, budget());
    }

    /** Lets time pass until something has come about that one process owes the others. */
    boolean within(Liveness property, Life who, Duration limit, String what, BooleanSupplier condition) {
        if (!isGood()) {
            return false;
        }
        boolean met = simulation.advanceUntil(condition, limit);
        if (met) {
            count("met " + property + " " + what);
        } else {
            checker.report(
                    property.name(), who.toString(), "that " + what + " within " + limit, "it has not come to that");
        }
        return met;
    }

    /** Somebody is told by a stranger, in the name of a third one, that a node is suspected. */
    void accuse(Life accused, Life told) {
        Life accuser = anybodyBut(accused);
        FramingConfig layers = told.config().framing();
        PacketFraming framing = new PacketFraming(
                layers, layers.codec().create(layers.limits()), simulation.chance().stream("stranger"));
        WireOutput message = new WireOutput(0);
        Message.Suspect suspicion =
                new Message.Suspect(accused.node().localNode().incarnation(), accused.name(), accuser.name());
        layers.codec().create(layers.limits()).encodePacket(suspicion, message);
        VirtualTransport stranger = simulation.network().bind("192.0.2.1", Host.PORT);
        stranger.send(
                told.transport().localAddress(), framing.seal(message.view(), false), new Transport.SendListener() {
                    @Override
                    public void sent() {}

                    @Override
                    public void failed(Throwable cause) {}
                });
        stranger.close(() -> {});
    }

    /**
     * If the cluster has fallen apart in such a way that no part knows an address of another one, nobody can find the others by
     * himself: all his seeds have moved, for instance. Then an operator has to name one.
     */
    private void reunite() {
        List<Life> running = simulation.running();
        Set<Life> reached = new HashSet<>();
        Host first = null;
        for (Life life : running) {
            if (reached.contains(life)) {
                continue;
            }
            if (first == null) {
                first = life.host();
            } else {
                checker.coverage().count("help of an operator");
                life.join(List.of(first));
            }
            reach(life, running, reached);
        }
    }

    private static void reach(Life from, List<Life> running, Set<Life> reached) {
        List<Life> open = new ArrayList<>(List.of(from));
        reached.add(from);
        while (!open.isEmpty()) {
            Life next = open.remove(open.size() - 1);
            for (Life other : running) {
                if (!reached.contains(other) && (knows(next, other) || knows(other, next))) {
                    reached.add(other);
                    open.add(other);
                }
            }
        }
    }

    private static boolean knows(Life one, Life other) {
        Node known = one.node().node(other.name());
        InetSocketAddress address = other.transport().localAddress();
        return (known != null && known.address().socketAddress().equals(address))
                || one.config().rejoin().seeds().contains(address.getAddress().getHostAddress());
    }

    /** In a quiet cluster each node sends one ping in an interval and gets one ack, and nothing else is sent. */
    private boolean quiet() {
        Duration interval = config.probing().interval();
        Duration time = interval.multipliedBy(QUIET_PROBES);
        int nodes = simulation.running().size();
        Coverage packets = new Coverage();
        Subscription counting = simulation.listen(new SimulationListener() {
            @Override
            public void packetSent(Packet packet) {
                packets.count(checker.describe(packet));
            }
        });
        simulation.advance(time);
        counting.close();
        long expected = nodes < 2 ? 0 : 2L * nodes * QUIET_PROBES;
        long probes = packets.of("Ping") + packets.of("Ack");
        if (Math.abs(probes - expected) > 2L * nodes
                || !PROBES.containsAll(packets.counts().keySet())) {
            checker.report(
                    Liveness.L12.name(),
                    "the cluster",
                    expected + " pings and acks within " + time + ", give or take " + 2 * nodes + ", and nothing else",
                    "these packets were sent: " + packets.counts());
            return false;
        }
        checker.coverage().count("met L12 quiet");
        return true;
    }
}
