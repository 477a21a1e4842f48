package io.gossip.transport;

import java.net.InetAddress;
import java.util.List;

/** Turns host names into addresses without blocking; called on the node's event loop. */
public interface Resolver {

    /** Learns the outcome; called on the node's event loop, exactly once. */
    interface Callback {

        /**
         * The name is known.
         *
         * @param addresses every A and AAAA record, at least one
         */
        void resolved(List<InetAddress> addresses);

        /**
         * The name could not be resolved.
         *
         * @param cause why
         */
        void failed(Throwable cause);
    }

    /**
     * Looks a name up.
     *
     * @param host a host name or a literal address
     * @param callback told the outcome, after this call has returned
     */
    void resolve(String host, Callback callback);
}
