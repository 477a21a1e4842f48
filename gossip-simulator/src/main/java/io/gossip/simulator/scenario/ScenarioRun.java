package io.gossip.simulator.scenario;

import io.gossip.simulator.Chance;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.Trace;
import io.gossip.simulator.report.StatisticsCollector;
import java.time.Duration;

/** One run of a {@link Scenario}: the cluster forms, then time passes and the script goes its way. */
final class ScenarioRun {

    /** A cluster that has not formed by then does not form; the script begins all the same. */
    private static final Duration FORMING_LIMIT = Duration.ofMinutes(5);

    private static final Duration FORMING_STEP = Duration.ofMillis(100);
    private static final Duration SHORTEST_STEP = Duration.ofMillis(100);

    /** Enough for a smooth curve. */
    private static final int STEPS = 400;

    private final Scenario scenario;
    private final Simulation simulation;
    private final StatisticsCollector statistics;
    private final Trace trace = new Trace();

    /** @throws io.gossip.runtime.ConfigurationException if a fault cannot hit what it names */
    ScenarioRun(Scenario scenario) {
        new ScriptCheck(scenario.script(), scenario.nodes(), scenario.length()).check();
        this.scenario = scenario;
        NodeSettings settings = scenario.settings();
        Chance chance = new Chance(scenario.seed());
        boolean applications = scenario.script().needsApplications();
        this.simulation = scenario.byReference()
                ? Simulation.fast(chance, settings.memberlist(), settings.meta(), applications)
                : new Simulation(chance, settings.memberlist(), settings.meta(), applications);
        this.statistics = new StatisticsCollector(simulation);
        scenario.network().apply(simulation.network());
        simulation.listen(statistics);
        simulation.listen(trace);
    }

    Result run(Progress progress) {
        long begin = System.nanoTime();
        form(progress);
        statistics.formed();
        statistics.sample();
        scenario.script().schedule(simulation);
        pass(progress);
        Duration realTime = Duration.ofNanos(System.nanoTime() - begin);
        return new Result(scenario, statistics.toStatistics(), realTime, trace.hash());
    }

    /** All start at once, with the first as their seed. */
    private void form(Progress progress) {
        for (int i = 0; i < scenario.nodes(); i++) {
            Host host = simulation.addHost();
            host.start(simulation.host(0));
        }
        while (!statistics.agreed() && simulation.elapsed().compareTo(FORMING_LIMIT) < 0) {
            simulation.advance(FORMING_STEP);
            statistics.sample();
            progress.forming(simulation.elapsed(), statistics.agreement());
        }
    }

    private void pass(Progress progress) {
        Duration step = longer(scenario.length().dividedBy(STEPS), SHORTEST_STEP);
        Duration passed = Duration.ZERO;
        while (passed.compareTo(scenario.length()) < 0) {
            Duration next = shorter(step, scenario.length().minus(passed));
            simulation.advance(next);
            passed = passed.plus(next);
            statistics.sample();
            progress.running(passed);
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
