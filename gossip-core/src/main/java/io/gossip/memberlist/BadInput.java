package io.gossip.memberlist;

import io.gossip.runtime.LogLimiter;
import io.gossip.wire.WireException;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what had to be dropped and logs it at a limited rate for each sender and kind. */
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
                        "Dropped input from {}: {} ({}){}", source, why.getMessage(), why.reason(), more(suppressed)));
    }

    /** A message that is well-formed but makes no sense here. */
    void refused(InetSocketAddress source, String what, String why) {
        count(WireException.Reason.REFUSED);
        limiter.log(
                what,
                source.getAddress(),
                suppressed -> log.warn("Refused a message from {} ({}): {}{}", source, what, why, more(suppressed)));
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
