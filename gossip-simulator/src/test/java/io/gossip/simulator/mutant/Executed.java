package io.gossip.simulator.mutant;

import net.bytebuddy.asm.Advice;

/** Whether the code that makes a mutant was run; loaded once for each mutant. */
public final class Executed {

    /** Set by the methods that are changed. */
    public static boolean happened;

    private Executed() {}

    /** Put at the beginning of every method that is changed. */
    public static final class Mark {
        private Mark() {}

        @Advice.OnMethodEnter
        static void enter() {
            Executed.happened = true;
        }
    }
}
