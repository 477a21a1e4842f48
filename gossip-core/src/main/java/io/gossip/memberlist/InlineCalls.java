package io.gossip.memberlist;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** Calls at once, for delegates that are part of the engine themselves, as those of serf are. */
final class InlineCalls implements DelegateCalls {

    @Override
    public <T> boolean ask(Supplier<T> question, T fallback, Consumer<T> then) {
        then.accept(question.get());
        return true;
    }

    @Override
    public void tell(Runnable event) {
        event.run();
    }
}
