package io.gossip.simulator.lifeguard;

/**
 * What one run has shown.
 *
 * @param cell where in the grid
 * @param falsePositives failure events about members that were not anomalous, the paper's FP
 * @param falsePositivesAtHealthy those of them at members that were not anomalous, FP−
 * @param packets packets sent by all
 * @param bytes bytes in these packets
 * @param firstDetections from the start of the first anomaly to the first failure event about each anomalous member that has one,
 *     in nanoseconds, ascending
 * @param fullDisseminations from there until all healthy agents had the event, for those of whom all learned it
 * @param virtualNanos how long the run took in its own time
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Outcome(
        Cell cell,
        long falsePositives,
        long falsePositivesAtHealthy,
        long packets,
        long bytes,
        long[] firstDetections,
        long[] fullDisseminations,
        long virtualNanos) {}
