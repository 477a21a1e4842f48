package io.gossip.benchmarks.peers;

/** Something nodes are made to do while it is measured. */
interface Scenario {

    /**
     * Does it once, or the given number of times.
     *
     * @param nodes how many there are
     * @param tries how often
     */
    void run(int nodes, int tries) throws Exception;
}
