package io.gossip.simulator.cli;

import io.gossip.simulator.scenario.Progress;
import io.gossip.simulator.scenario.Scenario;
import io.gossip.simulator.terminal.ProgressLine;
import java.time.Duration;

/**
 * How far a scenario is, on the terminal: first how much the nodes know of each other, then how much of the script has passed. Each has
 * a line of its own, as one says nothing of how long the other takes.
 */
final class ScenarioProgress implements Progress, AutoCloseable {

    private static final int WHOLE = 100;

    private final Scenario scenario;
    private ProgressLine line;
    private boolean formed;

    ScenarioProgress(Scenario scenario) {
        this.scenario = scenario;
        this.line = ProgressLine.of(scenario.nodes() + " nodes find each other", WHOLE, "%", 1);
    }

    @Override
    public void forming(Duration elapsed, double agreement) {
        line.to((long) (WHOLE * agreement));
    }

    @Override
    public void running(Duration elapsed) {
        if (!formed) {
            formed = true;
            line.close();
            line = ProgressLine.of(
                    scenario.nodes() + " nodes", scenario.length().toMillis(), " s", 1000);
        }
        line.to(elapsed.toMillis());
    }

    @Override
    public void close() {
        line.close();
    }
}
