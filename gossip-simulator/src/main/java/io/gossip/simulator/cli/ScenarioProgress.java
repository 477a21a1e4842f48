package io.gossip.simulator.cli;

import io.gossip.simulator.scenario.Progress;
import io.gossip.simulator.scenario.Scenario;
import io.gossip.simulator.terminal.ProgressLine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a scenario is, on the terminal: first how much the nodes know of each other, then how much of the script has passed. Each has
 * a line of its own, as one says nothing of how long the other takes.
 */
final class ScenarioProgress implements Progress, AutoCloseable {

    private static final int WHOLE = 100;

    private final Scenario scenario;
    private final ProgressLine forming;
    private @Nullable ProgressLine running;

    ScenarioProgress(Scenario scenario) {
        this.scenario = scenario;
        this.forming = ProgressLine.of(scenario.nodes() + " nodes find each other", WHOLE, "%", 1);
    }

    @Override
    public void forming(Duration elapsed, double agreement) {
        forming.to((long) (WHOLE * agreement));
    }

    @Override
    public void running(Duration elapsed) {
        if (running == null) {
            forming.close();
            running = ProgressLine.of(
                    scenario.nodes() + " nodes", scenario.length().toMillis(), " s", 1000);
        }
        running.to(elapsed.toMillis());
    }

    @Override
    public void close() {
        forming.close();
        if (running != null) {
            running.close();
        }
    }
}
