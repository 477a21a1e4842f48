package io.gossip.memberlist;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** How a delegate is called: at once on the event loop, or on the application's executor. Used on the event loop. */
interface DelegateCalls {

    /**
     * A question to the application.
     *
     * @param whom which part of it is asked, for the log
     * @param heldBytes how much of what came from the network waits with it, about
     * @param code runs user code
     * @param fallback the answer if user code throws
     */
    record Question<T>(String whom, long heldBytes, Supplier<T> code, T fallback) {

        /** One that holds nothing worth mentioning. */
        Question(String whom, Supplier<T> code, T fallback) {
            this(whom, 0, code, fallback);
        }

        /** What is told as a question, although there is no answer: some may get lost, if there are too many. */
        static Question<Boolean> withoutAnswer(String whom, long heldBytes, Runnable code) {
            return new Question<>(
                    whom,
                    heldBytes,
                    () -> {
                        code.run();
                        return true;
                    },
                    false);
        }
    }

    /**
     * Asks, and goes on with the answer, on the loop.
     *
     * @param then called once, before or after this returns; never if the node is shut down meanwhile
     * @return false if so many questions wait already, or hold so much, that this one was not asked
     */
    <T> boolean ask(Question<T> question, Consumer<T> then);

    /**
     * Tells the event delegate what must not get lost.
     *
     * @param folded called on the loop if the change is not told for itself, but with others of the same node, which wait as well
     */
    void tell(MemberChange change, Runnable folded);

    /** How many questions were asked and have no answer yet. */
    int unanswered();

    /** Asks a part of a question for itself, so that if it throws only that part fails. Called while the question runs. */
    <T> T askWithin(Question<T> part);
}
