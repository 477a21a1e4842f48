package io.gossip.memberlist;

import java.util.List;

/**
 * Decides whose cluster may be merged with this one (protocol reference, sections 6.4 and 14).
 *
 * <p>Asked once for each push/pull that is a join, whichever side began it, before anything of it is taken over. To throw is to
 * refuse, and so is not to answer within a quarter of {@link StreamConfig#timeout}. Both sides ask their own delegate; that one refuses does not keep the other from taking over what it was sent.
 * See {@link CompositeDelegate} for the thread.
 */
@FunctionalInterface
public interface MergeDelegate {

    /**
     * Whether to take over the other side's members.
     *
     * @param nodes all nodes the other side knows, in the state in which it believes them, the gone included
     * @return false to refuse
     */
    boolean admit(List<Node> nodes);
}
