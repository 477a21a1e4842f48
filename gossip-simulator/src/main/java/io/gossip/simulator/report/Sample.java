package io.gossip.simulator.report;

/**
 * The cluster at one moment, and its traffic since the moment before.
 *
 * @param atSeconds when, on the axis of the script; negative while the cluster forms
 * @param running how many processes run
 * @param alive how many members each of them takes for alive, on average
 * @param suspect how many it suspects
 * @param dead how many it has declared dead, so far as they have not come back
 * @param left how many it knows to have left
 * @param agreement the share of all beliefs that are right, from 0 to 1
 * @param packetsPerNodeSecond packets that each process sent, per second
 * @param bytesPerNodeSecond the bytes in them, without the headers of UDP and IP
 */
public record Sample(
        double atSeconds,
        int running,
        double alive,
        double suspect,
        double dead,
        double left,
        double agreement,
        double packetsPerNodeSecond,
        double bytesPerNodeSecond) {}
