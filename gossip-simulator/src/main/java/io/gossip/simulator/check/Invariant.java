package io.gossip.simulator.check;

/**
 * One safety property. It is told what happens, in order, remembers what it needs, and reports what must not be.
 *
 * <p>Within one step of a process come: {@link #received} if a packet is read, {@link #changed} and {@link #sent} as the engine
 * goes along, at last {@link #stepped}.
 */
interface Invariant {

    /** A process begins. */
    default void begun(Witness witness) {}

    /** A process has ended. */
    default void ended(Witness witness) {}

    /** What a process believes of a node changes. */
    default void changed(Change change, Findings findings) {}

    /** A process has forgotten a node. */
    default void forgotten(Witness witness, Belief last, Findings findings) {}

    /** A process has sent a packet. */
    default void sent(Mail mail, Findings findings) {}

    /** A process is about to handle a packet. */
    default void received(Mail mail, Findings findings) {}

    /** One event of a process is through. */
    default void stepped(Step step, Findings findings) {}
}
