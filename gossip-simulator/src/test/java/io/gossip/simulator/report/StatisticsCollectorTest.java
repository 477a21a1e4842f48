package io.gossip.simulator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.Node;
import io.gossip.simulator.Chance;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.SimulationListener;
import io.gossip.simulator.faults.Freeze;
import io.gossip.simulator.faults.Loss;
import io.gossip.simulator.faults.Partition;
import io.gossip.simulator.faults.Targets;
import io.gossip.simulator.report.Change.Kind;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatisticsCollectorTest {

    private final Simulation simulation = new Simulation(new Chance(11), MemberlistConfig::lan);
    private final StatisticsCollector collector = new StatisticsCollector(simulation);

    @BeforeEach
    void form() {
        simulation.listen(collector);
        simulation.form(10);
        collector.formed();
    }

    @Test
    void allKnowAllExactlyWhenTheSimulationSaysSo() {
        simulation.inject(new Partition(new Targets.Share(0.5)), Duration.ofSeconds(20));
        simulation.after(Duration.ofSeconds(60), () -> simulation.host(3).crash());
        simulation.after(Duration.ofSeconds(90), () -> simulation.host(3).start(simulation.host(0)));
        simulation.after(Duration.ofSeconds(100), () -> simulation.host(4).leave(Duration.ofSeconds(5)));
        int changes = 0;
        boolean before = true;
        for (int i = 0; i < 1_200; i++) {
            simulation.advance(Duration.ofMillis(100));
            boolean agreed = collector.agreed();
            assertThat(agreed).as("%s", simulation.elapsed()).isEqualTo(simulation.isConverged());
            changes += agreed == before ? 0 : 1;
            before = agreed;
        }
        assertThat(changes).isGreaterThanOrEqualTo(6);
        assertThat(before).isTrue();
    }

    @Test
    void aCrashIsNoticedByEachOfTheOthersOnce() {
        simulation.host(7).crash();
        simulation.advance(Duration.ofSeconds(30));
        Change crash = collector.toStatistics().changes(Kind.CRASHED).get(0);

        assertThat(crash.node()).isEqualTo("n8");
        assertThat(crash.observers()).isEqualTo(9);
        assertThat(crash.missed()).isZero();
        assertThat(crash.delays().min()).isBetween(1.0, 10.0);
        assertThat(crash.delays().max()).isGreaterThanOrEqualTo(crash.delays().min());
        assertThat(collector.toStatistics().wrong()).isEqualTo(new WrongVerdicts(0, 0, 0, 0));
        assertThat(collector.toStatistics().beliefs().get(NodeState.DEAD)).isEqualTo(1);
        assertThat(collector.toStatistics().settled()).hasValue(crash.delays().max());
    }

    @Test
    void whoCannotNoticeACrashHasMissedIt() {
        simulation.begin(new Freeze(new Targets.Named(Set.of("n1", "n2"))));
        simulation.host(7).crash();
        simulation.advance(Duration.ofSeconds(60));
        Change crash = collector.toStatistics().changes(Kind.CRASHED).get(0);

        assertThat(crash.observers()).isEqualTo(9);
        assertThat(crash.missed()).isEqualTo(2);
        assertThat(collector.toStatistics().settled()).isEmpty();
    }

    @Test
    void whoStandsStillIsAFalsePositiveOfTheFault() {
        simulation.inject(new Freeze(new Targets.Named(Set.of("n3"))), Duration.ofSeconds(30));
        simulation.advance(Duration.ofSeconds(60));
        Statistics statistics = collector.toStatistics();

        assertThat(statistics.wrong().deaths()).isEqualTo(9);
        assertThat(statistics.wrong().deathsDuringFaults()).isEqualTo(9);
        assertThat(statistics.wrong().victims()).isEqualTo(1);
        assertThat(statistics.wrong().suspicions()).isGreaterThanOrEqualTo(9);
        assertThat(statistics.changes()).isEmpty();
        assertThat(statistics.faults()).hasSize(1);
        assertThat(statistics.faults().get(0).toSeconds()).isEqualTo(30);
    }

    @Test
    void whatIsSaidWhileAFaultIsThereMayBeItsAlsoIfAllKnowAll() {
        simulation.begin(new Loss(0.01));
        tell(SimulationListener.Kind.JOINED, "n5", NodeState.ALIVE);
        assertThat(collector.agreed()).isTrue();
        tell(SimulationListener.Kind.LEFT, "n5", NodeState.DEAD);

        assertThat(collector.toStatistics().wrong().deathsDuringFaults()).isEqualTo(1);
    }

    @Test
    void whatIsSaidBeforeAllHaveRecoveredFromAFaultMayBeTheFaultsStill() {
        simulation.inject(new Partition(new Targets.Named(Set.of("n3"))), Duration.ofSeconds(20));
        simulation.advance(Duration.ofSeconds(20));
        assertThat(collector.agreed()).isFalse();
        WrongVerdicts before = collector.toStatistics().wrong();
        tell(SimulationListener.Kind.LEFT, "n5", NodeState.DEAD);
        assertThat(collector.toStatistics().wrong().deathsDuringFaults()).isEqualTo(before.deathsDuringFaults() + 1);

        tell(SimulationListener.Kind.JOINED, "n5", NodeState.ALIVE);
        simulation.advance(Duration.ofSeconds(60));
        assertThat(collector.agreed()).isTrue();
        WrongVerdicts after = collector.toStatistics().wrong();
        tell(SimulationListener.Kind.LEFT, "n5", NodeState.DEAD);
        assertThat(collector.toStatistics().wrong().deaths()).isEqualTo(after.deaths() + 1);
        assertThat(collector.toStatistics().wrong().deathsDuringFaults()).isEqualTo(after.deathsDuringFaults());
    }

    @Test
    void whoLeavesIsNoFalsePositiveAndNoCrash() {
        Host leaver = simulation.host(5);
        leaver.leave(Duration.ofSeconds(5));
        simulation.advance(Duration.ofSeconds(30));
        Statistics statistics = collector.toStatistics();

        assertThat(statistics.wrong().deaths()).isZero();
        assertThat(statistics.changes()).extracting(Change::kind).containsExactly(Kind.LEFT);
        assertThat(statistics.changes().get(0).missed()).isZero();
        assertThat(statistics.changes().get(0).delays().max()).isLessThan(2);
        assertThat(statistics.running()).isEqualTo(9);
    }

    @Test
    void whoStartsAgainIsNoticed() {
        simulation.host(7).crash();
        simulation.advance(Duration.ofSeconds(30));
        simulation.host(7).start(simulation.host(0));
        simulation.advance(Duration.ofSeconds(30));
        Statistics statistics = collector.toStatistics();

        assertThat(statistics.changes()).extracting(Change::kind).containsExactly(Kind.CRASHED, Kind.STARTED);
        assertThat(statistics.changes().get(1).missed()).isZero();
        assertThat(statistics.delays(Kind.STARTED).max()).isLessThan(5);
    }

    @Test
    void trafficIsCountedForEachNodeAndSecond() {
        long before = simulation.network().packetsSent();
        collector.sample();
        simulation.advance(Duration.ofSeconds(10));
        collector.sample();
        double each = (simulation.network().packetsSent() - before) / 100.0;
        Statistics statistics = collector.toStatistics();

        assertThat(statistics.packetsPerNodeSecond()).isEqualTo(each);
        assertThat(statistics.timeline()).hasSize(2);
        Sample last = statistics.timeline().get(1);
        assertThat(last.packetsPerNodeSecond()).isEqualTo(each);
        assertThat(last.atSeconds()).isEqualTo(10);
        assertThat(last.alive()).isEqualTo(10);
        assertThat(last.agreement()).isEqualTo(1);
    }

    /** As if the first node had said so. */
    private void tell(SimulationListener.Kind kind, String name, NodeState state) {
        Life observer = simulation.host(0).life().orElseThrow();
        Node known = Objects.requireNonNull(observer.node().node(name));
        collector.event(
                observer,
                kind,
                new Node(known.name(), known.address(), known.meta(), known.versions(), known.incarnation(), state));
    }
}
