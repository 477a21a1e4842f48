package io.gossip.memberlist;

import java.util.List;

/**
 * What goes on inside a node at one moment, beyond what an application needs: for simulators, tests and support. Immutable.
 *
 * @param incarnation the incarnation this node announced last
 * @param leaving whether it has said that it leaves
 * @param healthScore how far it distrusts its own judgement, 0 is healthy
 * @param probing whether a probe is open
 * @param pendingAnswers how many pings of all kinds wait for an answer
 * @param knownNodes how many nodes it knows, the gone ones that are not forgotten yet included
 * @param queuedBroadcasts how many broadcasts wait to be gossiped, in all queues
 * @param suspicions whom it suspects
 */
public record Inspection(
        long incarnation,
        boolean leaving,
        int healthScore,
        boolean probing,
        int pendingAnswers,
        int knownNodes,
        int queuedBroadcasts,
        List<RunningSuspicion> suspicions) {

    /**
     * A suspicion whose clock runs.
     *
     * @param node who is suspected
     * @param startedAtNanos when it began, as the event loop tells time; moved by the length of a pause since
     * @param timeoutNanos how long it takes with the confirmations there are
     * @param confirmations how many others agree
     * @param expected how many would bring it down to the shortest time
     */
    public record RunningSuspicion(
            String node, long startedAtNanos, long timeoutNanos, int confirmations, int expected) {}
}
