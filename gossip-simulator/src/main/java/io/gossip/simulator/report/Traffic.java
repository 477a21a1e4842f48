package io.gossip.simulator.report;

/** Counts what is sent, and how many node-seconds it took. */
final class Traffic {

    private long packets;
    private long bytes;
    private double nodeSeconds;
    private double markedAt;
    private long markedPackets;
    private long markedBytes;
    private long beginPackets;
    private long beginBytes;
    private double beginNodeSeconds;

    /**
     * What one node sends in a second, on average.
     *
     * @param packets packets
     * @param bytes the bytes in them
     */
    record Rate(double packets, double bytes) {

        private static Rate of(long packets, long bytes, double nodeSeconds) {
            return nodeSeconds <= 0 ? new Rate(0, 0) : new Rate(packets / nodeSeconds, bytes / nodeSeconds);
        }
    }

    void sent(int length) {
        packets++;
        bytes += length;
    }

    /** The rate since the last mark. */
    Rate mark(double nowSeconds, int nodes) {
        double passed = (nowSeconds - markedAt) * nodes;
        Rate rate = Rate.of(packets - markedPackets, bytes - markedBytes, passed);
        nodeSeconds += passed;
        markedAt = nowSeconds;
        markedPackets = packets;
        markedBytes = bytes;
        return rate;
    }

    /** What was sent so far does not count. */
    void begin() {
        beginPackets = packets;
        beginBytes = bytes;
        beginNodeSeconds = nodeSeconds;
    }

    Rate sinceBegin(double nowSeconds, int nodes) {
        double passed = nodeSeconds + (nowSeconds - markedAt) * nodes - beginNodeSeconds;
        return Rate.of(packets - beginPackets, bytes - beginBytes, passed);
    }
}
