package io.gossip.simulator.scenario;

import java.time.Duration;

/** Is told how far a scenario is. */
public interface Progress {

    /** Nobody is told. */
    Progress NONE = new Progress() {};

    /**
     * Some time has passed while the cluster forms, which takes as long as it takes.
     *
     * @param elapsed virtual time since the first node started
     * @param agreement how much is known of what there is to know, from 0 to 1
     */
    default void forming(Duration elapsed, double agreement) {}

    /**
     * Some time of the script has passed.
     *
     * @param elapsed virtual time since the cluster has formed, up to the length of the scenario
     */
    default void running(Duration elapsed) {}
}
