package io.gossip.memberlist;

import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.Printable;
import io.gossip.wire.WireException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what had to be dropped and logs it at a limited rate for each sender and kind. Nobody else reports input as dropped,
 * so that what the node tells and what its metrics say is the same.
 */
final class BadInput {

    private static final Logger log = LoggerFactory.getLogger(BadInput.class);

    private final LogLimiter limiter;
    private final MemberlistMetrics metrics;
    private final AtomicLong count = new AtomicLong();

    BadInput(LogLimiter limiter, MemberlistMetrics metrics) {
        this.limiter = limiter;
        this.metrics = metrics;
    }

    /** Bytes that are not what they should be. */
    void rejected(InetSocketAddress source, WireException why) {
        count(why.reason());
        limiter.log(
                why.reason().name(),
                source.getAddress(),
                suppressed -> log.warn(
                        "Dropped input from {}: {} ({}){}",
                        source,
                        Printable.of(String.valueOf(why.getMessage())),
                        why.reason(),
                        more(suppressed)));
    }

    /** A message that is well-formed but makes no sense here. */
    void refused(InetSocketAddress source, String what, String why) {
        count(WireException.Reason.REFUSED);
        limiter.log(
                what,
                source.getAddress(),
                suppressed -> log.warn("Refused a message from {} ({}): {}{}", source, what, why, more(suppressed)));
    }

    /**
     * A statement about a node that is not believed, whoever has passed it on. Names cost nothing to invent, so there is one
     * line for each kind and not for each node.
     *
     * @param kind from a small fixed set
     */
    void disbelieved(String kind, String node, Supplier<String> why) {
        count(WireException.Reason.REFUSED);
        limiter.log(
                kind,
                "",
                suppressed -> log.warn("Ignored news of '{}': {}{}", Printable.of(node), why.get(), more(suppressed)));
    }

    /** More at a time than is allowed. */
    void overloaded(InetSocketAddress source, String what) {
        count(WireException.Reason.OVERLOAD);
        limiter.log(
                what,
                source.getAddress(),
                suppressed ->
                        log.warn("Dropped input from {}: too many {} at a time{}", source, what, more(suppressed)));
    }

    /** How much was dropped so far; may be read from any thread. */
    long count() {
        return count.get();
    }

    private void count(WireException.Reason reason) {
        count.incrementAndGet();
        metrics.inputRejected(reason);
    }

    private static String more(long suppressed) {
        return suppressed == 0 ? "" : ", and " + suppressed + " more like it";
    }
}
