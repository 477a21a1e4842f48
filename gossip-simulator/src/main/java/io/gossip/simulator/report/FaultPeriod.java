package io.gossip.simulator.report;

/**
 * When a fault was there.
 *
 * @param fault what it was, as it is written in a script
 * @param fromSeconds when it began, on the axis of the script
 * @param toSeconds when it ended; not a number if it did not
 */
public record FaultPeriod(String fault, double fromSeconds, double toSeconds) {}
