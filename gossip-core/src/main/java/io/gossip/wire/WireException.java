package io.gossip.wire;

/**
 * Bytes from the network that are not what they should be. The receiver counts it by {@link #reason()}, logs it at a
 * limited rate and drops the input.
 *
 * <p>Carries no stack trace: it is raised at the rate at which somebody sends garbage.
 */
public final class WireException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What was wrong; the name of a counter. */
    public enum Reason {
        /** Fewer bytes than the format needs. */
        TRUNCATED,
        /** Not the MessagePack the message type demands, or a value out of its range. */
        MALFORMED,
        /** A size or count above its limit in {@link WireLimits}. */
        TOO_LARGE,
        /** A message type that does not exist, or not in this place. */
        UNKNOWN_TYPE,
        /** No label, another label, or a label where none belongs. */
        LABEL,
        /** No key opens it, or it is plain where encryption is demanded. */
        ENCRYPTION,
        /** The checksum does not match. */
        CHECKSUM,
        /** The compressed data is broken or of an unknown algorithm. */
        COMPRESSION,
        /** Wrappers nested too deeply. */
        NESTING,
        /** Well-formed, but not to be answered or applied here: meant for another node, or of an incompatible version. */
        REFUSED,
        /** More at a time than allowed: packets or streams of one source, push/pulls, pings for others. */
        OVERLOAD
    }

    private final Reason reason;

    /**
     * A rejection.
     *
     * @param reason what to count
     * @param message what to log; contains no application data and no key
     */
    public WireException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /**
     * What was wrong.
     *
     * @return the counter to raise
     */
    public Reason reason() {
        return reason;
    }
}
