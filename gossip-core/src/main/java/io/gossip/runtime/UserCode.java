package io.gossip.runtime;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs code of the application so that whatever it throws harms nobody: it is logged, one line in an interval for each piece of
 * code and each class of exception, with the number of those that were left out.
 *
 * <p>Confined to the tasks of one {@link Dispatcher}, which run one after another, or to one thread.
 */
public final class UserCode {

    private static final Logger log = LoggerFactory.getLogger(UserCode.class);

    private final LogLimiter limiter;

    /**
     * Nothing has failed so far.
     *
     * @param nanoTime the clock, asked by who runs the code
     */
    public UserCode(LongSupplier nanoTime) {
        this.limiter = new LogLimiter(nanoTime);
    }

    /**
     * Runs it.
     *
     * @param what what it is, for the log: from a small fixed set
     * @param code what to run
     */
    public void run(String what, Runnable code) {
        ask(
                what,
                () -> {
                    code.run();
                    return true;
                },
                false);
    }

    /**
     * Asks it.
     *
     * @param what what it is, for the log: from a small fixed set
     * @param code what to ask
     * @param fallback the answer if it throws
     * @param <T> type of the answer
     * @return the answer
     */
    public <T> T ask(String what, Supplier<T> code, T fallback) {
        try {
            return code.get();
        } catch (Throwable e) {
            // Whatever it is: those behind it in the same batch must still run.
            limiter.log(
                    what, e.getClass().getName(), more -> log.error("{} failed ({} more like this)", what, more, e));
            return fallback;
        }
    }
}
