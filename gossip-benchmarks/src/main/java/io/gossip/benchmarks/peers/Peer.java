package io.gossip.benchmarks.peers;

/** One library under measurement. */
public interface Peer {

    /**
     * What it is called in the tables.
     *
     * @return a word
     */
    String name();

    /**
     * Which release is measured.
     *
     * @return its version
     */
    String version();

    /**
     * Whether a member that is no longer counted on is removed from the list later, and {@link View#removed} told of it.
     *
     * @return false, unless there are two such steps
     */
    default boolean removesLater() {
        return false;
    }

    /**
     * How many nodes two cores carry besides what is measured: more clusters than that are not run beside each other.
     *
     * @return 200, which suits gossip over UDP
     */
    default int nodesAtOnce() {
        return 200;
    }

    /**
     * Starts a node on the loopback address that reports what it sees of the others.
     *
     * @param port where it listens; also tells members apart
     * @param seed port of the node to join through, or 0 if this is the first
     * @param view told of every change
     * @return the running node, which need not have joined yet
     * @throws Exception if it does not start
     */
    Node start(int port, int seed, View view) throws Exception;

    /** A running node. What a library has no call for throws an {@link UnsupportedOperationException}, and is not measured. */
    interface Node {

        /**
         * Changes what the node says about itself; must reach {@link View#saw} of every other node.
         *
         * @param value the new value
         * @throws Exception if it cannot be changed
         */
        default void update(String value) throws Exception {
            throw new UnsupportedOperationException("nothing to say about itself");
        }

        /**
         * Sends a message to all; must reach {@link View#saw} of every other node.
         *
         * @param message the message
         * @throws Exception if it cannot be sent
         */
        default void broadcast(String message) throws Exception {
            throw new UnsupportedOperationException("no messages to all");
        }

        /**
         * Leaves gracefully and stops.
         *
         * @throws Exception if it fails
         */
        void leave() throws Exception;

        /**
         * Stops as fast as the library allows, without a word to the others; never measured.
         *
         * @throws Exception if it fails
         */
        void stop() throws Exception;
    }
}
