package io.gossip.simulator.check;

import org.jspecify.annotations.Nullable;

/** Takes what an {@link Invariant} finds. */
interface Findings {

    /**
     * Reports a violation.
     *
     * @param witness at whom it shows, if at one process
     * @param expected what should have been
     * @param seen what was there instead, as a sentence that goes on after "but"
     */
    void violated(@Nullable Witness witness, String expected, String seen);

    /**
     * Counts for the {@link Coverage} what a rule lets pass: if it never comes about, nobody knows whether it would.
     *
     * @param what its name
     */
    void sighted(String what);

    /** The rest of the world, past and present. */
    History history();
}
