package io.gossip.simulator.scenario;

import io.gossip.simulator.faults.FaultScript;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Scenarios that many ask about, for any number of nodes and any settings. */
public enum NamedScenario {
    /** Nothing but the beginning. */
    BOOTSTRAP("all nodes start at the same moment and know one seed", Duration.ofSeconds(30)),
    /** As an orchestrator replaces the instances of an application. */
    ROLLING_RESTART("ten nodes leave and come back, one after another; each is away for 10 s", Duration.ofMinutes(1)),
    /** Two halves that cannot reach each other. */
    SPLIT_BRAIN("the network is cut in two for two minutes, and heals", Duration.ofMinutes(2)),
    /** A network on which more and more gets lost. */
    FLAKY_NETWORK(
            "packets get lost: 5 %, then 20 %, then 40 %, and then all on a link for a second, again and again",
            Duration.ofMinutes(1)),
    /** A rack loses power, and comes back. */
    MASS_CRASH("a third of the nodes crash at the same moment, and come back after a minute", Duration.ofMinutes(1));

    private final String description;
    private final Duration calm;

    NamedScenario(String description, Duration calm) {
        this.description = description;
        this.calm = calm;
    }

    /**
     * Makes the scenario.
     *
     * @param nodes how many nodes
     * @return a scenario that goes on for a while after the last fault, with settings and network still to be chosen
     */
    public Scenario of(int nodes) {
        FaultScript faults = FaultScript.parse(script(nodes));
        return Scenario.of(nodes).with(faults).lasting(faults.length().plus(calm));
    }

    private String script(int nodes) {
        return switch (this) {
            case BOOTSTRAP -> "";
            case ROLLING_RESTART ->
                IntStream.rangeClosed(1, Math.min(10, nodes))
                        .mapToObj(i -> "leave n" + i + " at " + 15 * i + "s for 10s")
                        .collect(Collectors.joining("; "));
            case SPLIT_BRAIN -> "partition 50% at 10s for 120s";
            case FLAKY_NETWORK ->
                "loss 5% at 10s for 30s; loss 20% at 50s for 30s; loss 40% at 90s for 30s; bursts 20% 1s at 130s for 60s";
            case MASS_CRASH -> "crash 33% at 10s for 60s";
        };
    }

    /**
     * What happens in it.
     *
     * @return a sentence without a full stop
     */
    public String description() {
        return description;
    }

    /**
     * Its name on the command line.
     *
     * @return small letters and dashes
     */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The scenario of a name.
     *
     * @param title its name on the command line
     * @return nothing if there is none
     */
    public static Optional<NamedScenario> find(String title) {
        return Arrays.stream(values())
                .filter(scenario -> scenario.title().equals(title))
                .findFirst();
    }
}
