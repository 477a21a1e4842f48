package io.gossip.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything a node can say to another one; one record per message type (protocol reference, section 4).
 *
 * <p>Numbers of 32 unsigned bits (sequence numbers, incarnations) are {@code long}s from 0 to 2^32 - 1, so that comparing
 * them needs no care. Wrappers (label, encryption, CRC, compression, compound) are not messages but layers of
 * {@link PacketFraming} and {@link StreamFraming}.
 */
public sealed interface Message {

    /** Largest sequence number and incarnation: 2^32 - 1. */
    long MAX_UINT32 = 0xFFFF_FFFFL;

    /**
     * Asks a node to answer with an {@link Ack} (4.1).
     *
     * @param sequence echoed by the answer, 32 bits
     * @param node name of the node that is meant; empty means whoever receives it
     * @param source where the answer should go; null means to where the packet came from
     * @param sourceNode name of the asking node; empty if not said
     */
    record Ping(long sequence, String node, @Nullable Address source, String sourceNode) implements Message {}

    /**
     * Asks a helper to ping a third node (4.2).
     *
     * @param sequence echoed by the helper's answer, 32 bits
     * @param target where the third node is
     * @param node name of the third node
     * @param nack whether the helper should say that it got no answer
     * @param source where the helper's answer should go; null means to where the packet came from
     * @param sourceNode name of the asking node; empty if not said
     */
    record IndirectPing(
            long sequence,
            Address target,
            String node,
            boolean nack,
            @Nullable Address source,
            String sourceNode) implements Message {}

    /**
     * Answers a {@link Ping}, or passes on the answer to an {@link IndirectPing} (4.3).
     *
     * @param sequence that of the question, 32 bits
     * @param payload what the answering application added; empty on relayed and TCP answers
     */
    record Ack(long sequence, Bytes payload) implements Message {}

    /**
     * A helper's word that the target of an {@link IndirectPing} did not answer in time (4.4).
     *
     * @param sequence that of the question, 32 bits
     */
    record Nack(long sequence) implements Message {}

    /**
     * Says that a node missed a probe (4.5).
     *
     * @param incarnation the incarnation that is accused, 32 bits
     * @param node the suspected node
     * @param from who raised the suspicion
     */
    record Suspect(long incarnation, String node, String from) implements Message {}

    /**
     * Announces a node, new or changed (4.6).
     *
     * @param incarnation 32 bits; raised by the node itself with every announcement
     * @param node its name
     * @param address where it is
     * @param meta what its application wants others to know
     * @param versions the versions it speaks and understands
     */
    record Alive(long incarnation, String node, Address address, Bytes meta, Versions versions) implements Message {}

    /**
     * Says that a node is gone (4.7).
     *
     * @param incarnation the incarnation that is gone, 32 bits
     * @param node the node
     * @param from who says so
     */
    record Dead(long incarnation, String node, String from) implements Message {

        /**
         * Whether the node itself said that it leaves.
         *
         * @return true if the node speaks of itself
         */
        public boolean isLeave() {
            return node.equals(from);
        }
    }

    /**
     * A whole view of the cluster, exchanged over TCP in both directions (4.8).
     *
     * @param join whether the exchange is a join
     * @param nodes every node the sender knows, itself included
     * @param userState what the sender's application adds
     * @param skippedNodes entries that were received but not understood (bad address, versions or state); 0 when sending
     */
    record PushPull(boolean join, List<PushPullNode> nodes, Bytes userState, int skippedNodes) implements Message {

        /**
         * Makes the list unmodifiable.
         *
         * @param join whether the exchange is a join
         * @param nodes every node the sender knows
         * @param userState what the sender's application adds
         * @param skippedNodes entries that were not understood
         */
        public PushPull {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * One node of a {@link PushPull}.
     *
     * @param name its name
     * @param address where it is
     * @param meta what its application wants others to know
     * @param incarnation 32 bits
     * @param state what the sender believes of it
     * @param versions the versions it announced
     */
    record PushPullNode(
            String name, Address address, Bytes meta, long incarnation, NodeState state, Versions versions) {}

    /**
     * Application bytes (4.9); raw behind the type byte on UDP, behind a length header on TCP.
     *
     * @param payload the bytes
     */
    record User(Bytes payload) implements Message {}

    /**
     * A node's word, over TCP, that it could not read a request (4.11).
     *
     * @param error free text of the remote node; never trusted, only logged
     */
    record ErrorResponse(String error) implements Message {}
}
