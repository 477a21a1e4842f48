package io.gossip.simulator.lifeguard;

import java.time.Duration;

/**
 * One point of an experiment's grid.
 *
 * @param members how many members the anomaly hits, the paper's C
 * @param length how long an anomaly lasts, D
 * @param interval the time between two anomalies, I; zero in the Threshold experiment, which has one anomaly only
 */
record Cell(int members, Duration length, Duration interval) {}
