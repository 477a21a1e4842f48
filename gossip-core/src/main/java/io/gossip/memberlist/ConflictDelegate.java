package io.gossip.memberlist;

/** Learns that two addresses claim one name. See {@link CompositeDelegate} for the thread. */
@FunctionalInterface
public interface ConflictDelegate {

    /**
     * A second claim was heard and ignored.
     *
     * @param existing the node as known
     * @param other the node as newly claimed
     */
    void conflict(Node existing, Node other);
}
