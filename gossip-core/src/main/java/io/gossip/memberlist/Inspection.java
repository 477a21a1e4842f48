package io.gossip.memberlist;

import io.gossip.wire.NodeState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What goes on inside a node at one moment, beyond what an application needs: for simulators, tests and support. Immutable.
 *
 * @param incarnation the incarnation this node announced last
 * @param state what it holds itself for
 * @param leaving whether it has said that it leaves
 * @param healthScore how far it distrusts its own judgement, 0 is healthy
 * @param probe the open probe, or null
 * @param pendingAnswers how many pings of all kinds wait for an answer
 * @param indirectPings how many of them it sent for others
 * @param knownNodes how many nodes it knows, the gone ones that are not forgotten yet included
 * @param unansweredQuestions how many questions and messages wait for the application, zero if its delegates run on the event loop
 * @param queuedBroadcasts how many broadcasts wait to be gossiped, in all queues
 * @param streams how many streams that others have opened are served or not closed yet
 * @param pushPulls how many of them are push/pulls
 * @param streamBytes how many bytes of requests that are not complete are kept
 * @param suspicions whom it suspects
 */
public record Inspection(
        long incarnation,
        NodeState state,
        boolean leaving,
        int healthScore,
        @Nullable OpenProbe probe,
        int pendingAnswers,
        int indirectPings,
        int knownNodes,
        int unansweredQuestions,
        int queuedBroadcasts,
        int streams,
        int pushPulls,
        long streamBytes,
        List<RunningSuspicion> suspicions) {

    /**
     * A probe that has no verdict yet.
     *
     * @param node who is probed
     * @param sequence the number of its pings
     * @param startedAtNanos from when its time counts, as the event loop tells time: when the ping left, later if requests to
     *     helpers were stuck, sooner without {@link ProbeConfig#clockWaitsForSending}; zero as long as nothing has left
     * @param intervalNanos how long it may take from then on
     */
    public record OpenProbe(String node, long sequence, long startedAtNanos, long intervalNanos) {}

    /**
     * A suspicion whose clock runs.
     *
     * @param node who is suspected
     * @param startedAtNanos when it began, as the event loop tells time; moved by the length of a pause since
     * @param timeoutNanos how long it takes with the confirmations there are
     * @param confirmations how many others agree
     * @param expected how many would bring it down to the shortest time
     * @param undecided whether the application is being asked if the node is to be believed; until it answers, the suspicion begins anew
     *     each time it ends
     */
    public record RunningSuspicion(
            String node, long startedAtNanos, long timeoutNanos, int confirmations, int expected, boolean undecided) {}
}
