package io.gossip.memberlist;

import io.gossip.runtime.LogLimiter;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.ObjLongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between a node and the metrics of its user, so that what those throw breaks off nothing in the node.
 *
 * <p>Method references that capture nothing are made once: a report costs no allocation here.
 */
final class GuardedMetrics implements MemberlistMetrics {

    private static final Logger log = LoggerFactory.getLogger(GuardedMetrics.class);

    private final MemberlistMetrics metrics;
    private final LogLimiter limiter;

    GuardedMetrics(MemberlistMetrics metrics, LogLimiter limiter) {
        this.metrics = metrics;
        this.limiter = limiter;
    }

    @Override
    public void packetSent(int bytes) {
        reportInt(MemberlistMetrics::packetSent, bytes);
    }

    @Override
    public void packetReceived(int bytes) {
        reportInt(MemberlistMetrics::packetReceived, bytes);
    }

    @Override
    public void streamAccepted() {
        report(MemberlistMetrics::streamAccepted);
    }

    @Override
    public void streamConnected() {
        report(MemberlistMetrics::streamConnected);
    }

    @Override
    public void streamSent(int bytes) {
        reportInt(MemberlistMetrics::streamSent, bytes);
    }

    @Override
    public void streamReceived(int bytes) {
        reportInt(MemberlistMetrics::streamReceived, bytes);
    }

    @Override
    public void encryptedFrameReceived(int bytes) {
        reportInt(MemberlistMetrics::encryptedFrameReceived, bytes);
    }

    @Override
    public void localStateSent(int bytes) {
        reportInt(MemberlistMetrics::localStateSent, bytes);
    }

    @Override
    public void inputRejected(WireException.Reason reason) {
        try {
            metrics.inputRejected(reason);
        } catch (Exception | LinkageError e) {
            failed(e);
        }
    }

    @Override
    public void aliveAccepted() {
        report(MemberlistMetrics::aliveAccepted);
    }

    @Override
    public void suspected() {
        report(MemberlistMetrics::suspected);
    }

    @Override
    public void died() {
        report(MemberlistMetrics::died);
    }

    @Override
    public void nodesCounted(NodeState state, int count) {
        try {
            metrics.nodesCounted(state, count);
        } catch (Exception | LinkageError e) {
            failed(e);
        }
    }

    @Override
    public void probeEnded(long nanos) {
        reportLong(MemberlistMetrics::probeEnded, nanos);
    }

    @Override
    public void probeDegraded() {
        report(MemberlistMetrics::probeDegraded);
    }

    @Override
    public void eventFolded() {
        report(MemberlistMetrics::eventFolded);
    }

    @Override
    public void suspicionDegraded() {
        report(MemberlistMetrics::suspicionDegraded);
    }

    @Override
    public void healthScore(int score) {
        reportInt(MemberlistMetrics::healthScore, score);
    }

    @Override
    public void gossipEnded(long nanos) {
        reportLong(MemberlistMetrics::gossipEnded, nanos);
    }

    @Override
    public void pushPullEnded(long nanos) {
        reportLong(MemberlistMetrics::pushPullEnded, nanos);
    }

    @Override
    public void broadcastsQueued(int broadcasts) {
        reportInt(MemberlistMetrics::broadcastsQueued, broadcasts);
    }

    @Override
    public void closed() {
        report(MemberlistMetrics::closed);
    }

    private void report(Consumer<MemberlistMetrics> what) {
        try {
            what.accept(metrics);
        } catch (Exception | LinkageError e) {
            failed(e);
        }
    }

    private void reportInt(ObjIntConsumer<MemberlistMetrics> what, int value) {
        try {
            what.accept(metrics, value);
        } catch (Exception | LinkageError e) {
            failed(e);
        }
    }

    private void reportLong(ObjLongConsumer<MemberlistMetrics> what, long value) {
        try {
            what.accept(metrics, value);
        } catch (Exception | LinkageError e) {
            failed(e);
        }
    }

    private void failed(Throwable cause) {
        limiter.log(
                "metrics",
                metrics.getClass(),
                suppressed -> log.warn(
                        "{} failed to take a report, and {} times before without a word",
                        metrics.getClass().getName(),
                        suppressed,
                        cause));
    }
}
