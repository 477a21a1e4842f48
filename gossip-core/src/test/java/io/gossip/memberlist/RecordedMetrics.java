package io.gossip.memberlist;

import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Writes down what a node reports. */
final class RecordedMetrics implements MemberlistMetrics {

    final List<WireException.Reason> rejected = new ArrayList<>();
    final List<Integer> healthScores = new ArrayList<>();
    final List<Integer> streamMessagesReceived = new ArrayList<>();
    final List<Integer> encryptedFrames = new ArrayList<>();
    final List<Integer> localStates = new ArrayList<>();
    final List<Long> probes = new ArrayList<>();
    final List<Long> gossips = new ArrayList<>();
    final List<Long> pushPulls = new ArrayList<>();
    final List<Integer> queueLengths = new ArrayList<>();
    final Map<NodeState, Integer> nodes = new EnumMap<>(NodeState.class);
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
    int foldedEvents;
    int closed;

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
    public void streamReceived(int bytes) {
        streamMessagesReceived.add(bytes);
    }

    @Override
    public void encryptedFrameReceived(int bytes) {
        encryptedFrames.add(bytes);
    }

    @Override
    public void localStateSent(int bytes) {
        localStates.add(bytes);
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
    public void nodesCounted(NodeState state, int count) {
        nodes.put(state, count);
    }

    @Override
    public void probeEnded(long nanos) {
        probes.add(nanos);
    }

    @Override
    public void probeDegraded() {
        degradedProbes++;
    }

    @Override
    public void eventFolded() {
        foldedEvents++;
    }

    @Override
    public void suspicionDegraded() {
        degradedSuspicions++;
    }

    @Override
    public void healthScore(int score) {
        healthScores.add(score);
    }

    @Override
    public void gossipEnded(long nanos) {
        gossips.add(nanos);
    }

    @Override
    public void pushPullEnded(long nanos) {
        pushPulls.add(nanos);
    }

    @Override
    public void broadcastsQueued(int broadcasts) {
        queueLengths.add(broadcasts);
    }

    @Override
    public void closed() {
        closed++;
    }
}
