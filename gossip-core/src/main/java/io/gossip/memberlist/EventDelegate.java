package io.gossip.memberlist;

/**
 * Learns how the membership changes, in the order in which it changes. Called on the node's event loop: an implementation
 * must not block, and hands what it owes to user code to the {@link io.gossip.runtime.Dispatcher}.
 */
public interface EventDelegate {

    /**
     * A node became a member, this node itself included.
     *
     * @param node the node, alive
     */
    void joined(Node node);

    /**
     * A member announced other meta.
     *
     * @param node the node with its new meta
     */
    void updated(Node node);

    /**
     * A member announced or defended itself with a higher incarnation and the same meta: nothing an application would act
     * on, but what is shown of the member changes.
     *
     * @param node the node with its new incarnation
     */
    void reannounced(Node node);

    /**
     * A member is gone.
     *
     * @param node the node, dead or left
     */
    void left(Node node);
}
