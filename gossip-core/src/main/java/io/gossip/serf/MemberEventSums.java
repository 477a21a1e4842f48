package io.gossip.serf;

import io.gossip.runtime.Backlog;
import org.jspecify.annotations.Nullable;

/**
 * What several events of one member come to for a listener that is told of them as one. Who came and went meanwhile is not told of, who
 * went and came back has changed, and of who went and is forgotten it is told that it went. A member is known as joined, failed or
 * left, until it is forgotten.
 */
public final class MemberEventSums implements Backlog.Sums<MemberEvent, MemberEvent.Type> {

    /** The only rule there is. */
    public MemberEventSums() {}

    @Override
    public String subject(MemberEvent event) {
        return event.member().name();
    }

    @Override
    public MemberEvent.@Nullable Type after(MemberEvent event) {
        return switch (event.type()) {
            case JOIN, UPDATE -> MemberEvent.Type.JOIN;
            case LEAVE -> MemberEvent.Type.LEAVE;
            case FAILED -> MemberEvent.Type.FAILED;
            case REAP -> null;
        };
    }

    @Override
    public @Nullable MemberEvent add(MemberEvent.@Nullable Type known, @Nullable MemberEvent sum, MemberEvent next) {
        return switch (next.type()) {
            case JOIN, UPDATE -> {
                MemberEvent.Type type =
                        known == MemberEvent.Type.JOIN ? MemberEvent.Type.UPDATE : MemberEvent.Type.JOIN;
                boolean isToldAlone = known == MemberEvent.Type.JOIN && sum == null;
                yield isToldAlone ? next : new MemberEvent(type, next.member());
            }
            // Also who has failed can leave, if an operator says so.
            case LEAVE, FAILED -> known == null || known == next.type() ? null : next;
            case REAP -> {
                boolean hasGoneUntold = known == MemberEvent.Type.JOIN && sum != null;
                yield known == null ? null : hasGoneUntold ? sum : next;
            }
        };
    }
}
