package io.gossip.memberlist;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** How a delegate is called: at once on the event loop, or on the application's executor. Used on the event loop. */
interface DelegateCalls {

    /**
     * Asks, and goes on with the answer, on the loop.
     *
     * @param question runs user code
     * @param fallback the answer if user code throws
     * @param then called once, before or after this returns; never if the node is shut down meanwhile
     * @return false if so many questions wait already that this one was not asked
     */
    <T> boolean ask(Supplier<T> question, T fallback, Consumer<T> then);

    /** Tells something that must not get lost. */
    void tell(Runnable event);
}
