package io.gossip.memberlist;

/**
 * Learns how the membership changes, in the order in which it changes (protocol reference, section 14). See
 * {@link CompositeDelegate} for the thread.
 *
 * <p>To a delegate that is so slow that {@link InputConfig#handoffQueueDepth} changes wait for it, further ones of one member are told as
 * one: the newest state, as joined or left if that is new to it, and else as updated if there was more than a suspicion or a defence.
 * A member that came and went meanwhile it does not hear of; one that went and came back has been updated.
 */
public interface EventDelegate {

    /**
     * A node became a member, this node itself included.
     *
     * @param node the node, alive
     */
    default void joined(Node node) {}

    /**
     * A member announced other meta.
     *
     * @param node the node with its new meta
     */
    default void updated(Node node) {}

    /**
     * A member announced or defended itself with a higher incarnation and the same meta: nothing most applications would act
     * on, but what is shown of the member changes.
     *
     * @param node the node with its new incarnation
     */
    default void reannounced(Node node) {}

    /**
     * A member is suspected to be gone. It still is a member; it refutes, or it is reported as {@linkplain #left gone}. If it has
     * refuted elsewhere and is suspected once more before that was heard here, this is said again, with the higher incarnation.
     *
     * @param node the node, suspect
     */
    default void suspected(Node node) {}

    /**
     * A member is gone.
     *
     * @param node the node, dead or left
     */
    default void left(Node node) {}
}
