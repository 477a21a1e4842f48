package io.gossip.memberlist;

import java.util.function.Consumer;

/** Calls at once, for delegates that are part of the engine themselves, as those of serf are. */
final class InlineCalls implements DelegateCalls {

    private final EventDelegate events;

    InlineCalls(EventDelegate events) {
        this.events = events;
    }

    @Override
    public <T> boolean ask(Question<T> question, Consumer<T> then) {
        then.accept(question.code().get());
        return true;
    }

    @Override
    public void tell(MemberChange change, Runnable folded) {
        change.tell(events);
    }

    @Override
    public int unanswered() {
        return 0;
    }

    @Override
    public <T> T askWithin(Question<T> part) {
        return part.code().get();
    }
}
