package io.gossip.virtual;

import java.util.ArrayList;
import java.util.List;

/** What becomes of one packet: lost, late, doubled, garbled. {@link LinkRule}s decide it, one after another. */
public final class Fate {

    private final List<Long> copies = new ArrayList<>(0);
    private byte[] bytes;
    private long delayNanos;
    private boolean lost;

    Fate(byte[] bytes, long delayNanos) {
        this.bytes = bytes;
        this.delayNanos = delayNanos;
    }

    /** It does not arrive, and neither do its copies. */
    public void lose() {
        lost = true;
    }

    /**
     * It arrives later.
     *
     * @param nanos how much later, in nanoseconds, zero or more
     */
    public void delay(long nanos) {
        delayNanos += nanos;
    }

    /**
     * It arrives once more.
     *
     * @param furtherNanos how long after the first one, in nanoseconds; negative if it overtakes it
     */
    public void duplicate(long furtherNanos) {
        copies.add(furtherNanos);
    }

    /**
     * Other bytes arrive, of all copies.
     *
     * @param garbled what arrives; an empty packet does not
     */
    public void replace(byte[] garbled) {
        bytes = garbled;
    }

    /**
     * Whether a rule has lost it.
     *
     * @return true if it does not arrive
     */
    public boolean isLost() {
        return lost;
    }

    /**
     * What arrives, as the rules so far have it.
     *
     * @return the bytes; not to be changed
     */
    public byte[] bytes() {
        return bytes;
    }

    long delayNanos() {
        return delayNanos;
    }

    List<Long> copies() {
        return copies;
    }
}
