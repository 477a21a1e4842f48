package io.gossip.memberlist;

/**
 * Decides who may be a member (protocol reference, sections 7.3 and 14).
 *
 * <p>Asked about every announcement of another node that says something new of it: a new member, one that comes back, another
 * address, another meta. What is refused is as if it had not been heard, and is not passed on; it will be announced again and
 * asked about again. Who only refutes, with nothing new, is believed without a question. To throw is to refuse, and so is not to
 * answer within a quarter of {@link StreamConfig#timeout}. See {@link CompositeDelegate} for the thread.
 */
@FunctionalInterface
public interface AliveDelegate {

    /**
     * Whether to believe an announcement.
     *
     * @param node the node as announced; its state is alive
     * @return false to refuse
     */
    boolean admit(Node node);
}
