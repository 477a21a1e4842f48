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
     * Starts a node on the loopback address that reports what it sees of the others.
     *
     * @param port where it listens; also tells members apart
     * @param seed port of the node to join through, or 0 if this is the first
     * @param view told of every change
     * @return the running node, which need not have joined yet
     * @throws Exception if it does not start
     */
    Node start(int port, int seed, View view) throws Exception;

    /** A running node. */
    interface Node {

        /**
         * Changes what the node says about itself; must reach {@link View#saw} of every other node.
         *
         * @param value the new value
         * @throws Exception if it cannot be changed
         */
        void update(String value) throws Exception;

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
