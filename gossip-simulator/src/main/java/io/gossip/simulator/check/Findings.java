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

    /** The rest of the world, past and present. */
    History history();
}
