package io.gossip.memberlist;

import io.gossip.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/** Counts what a node reports. */
final class RecordedMetrics implements MemberlistMetrics {

    final List<WireException.Reason> rejected = new ArrayList<>();
    final List<Integer> healthScores = new ArrayList<>();
    int packetsSent;
    int packetsReceived;
    int largestPacket;
    int streamsAccepted;
    int streamsConnected;
    int streamMessagesSent;
    int alive;
    int suspected;
    int died;
    int degradedProbes;
    int degradedSuspicions;

    @Override
    public void packetSent(int bytes) {
        packetsSent++;
        largestPacket = Math.max(largestPacket, bytes);
    }

    @Override
    public void packetReceived(int bytes) {
        packetsReceived++;
    }

    @Override
    public void streamAccepted() {
        streamsAccepted++;
    }

    @Override
    public void streamConnected() {
        streamsConnected++;
    }

    @Override
    public void streamSent(int bytes) {
        streamMessagesSent++;
    }

    @Override
    public void inputRejected(WireException.Reason reason) {
        rejected.add(reason);
    }

    @Override
    public void aliveAccepted() {
        alive++;
    }

    @Override
    public void suspected() {
        suspected++;
    }

    @Override
    public void died() {
        died++;
    }

    @Override
    public void probeDegraded() {
        degradedProbes++;
    }

    @Override
    public void suspicionDegraded() {
        degradedSuspicions++;
    }

    @Override
    public void healthScore(int score) {
        healthScores.add(score);
    }
}
