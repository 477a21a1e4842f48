package io.gossip.interop;

import java.util.List;

/**
 * A real node of either language: told what to do, and asked what it has seen.
 *
 * <p>What it is told it does before the call returns, or fails; what it sees of others comes later, so ask again.
 */
interface Peer extends AutoCloseable {

    String name();

    /** {@code ip:port}. */
    String address();

    void join(String address);

    void setMeta(String meta);

    /** Sends a user message that may get lost. */
    void send(Peer to, String text);

    /** Sends a user message that may not get lost. */
    void sendReliably(Peer to, String text);

    /** Pings the other one over UDP, measures how long that took, and fails if there is no answer. */
    void ping(Peer to);

    /** Tells the others that it leaves, and waits until they should know. */
    void leave();

    /** Ends without a word. */
    void kill();

    /** Whether the other one is a member and announces this. */
    boolean sees(Peer other, String meta);

    boolean heard(String text);

    /** Whether the other one has answered a ping over TCP when it seemed silent over UDP. */
    boolean reachedOverTcp(Peer other);

    /** Whether the other one said that it leaves. */
    boolean sawLeaving(Peer other);

    /** Whether the other one was found dead. */
    boolean sawFailing(Peer other);

    /** Nothing it was sent so far was out of order. */
    void assertContent();

    /** What it tells of itself, for whoever wonders why a test has failed. */
    List<String> log();

    @Override
    default void close() {
        kill();
    }
}
