package io.gossip.wire;

/**
 * Every bound on what one message, packet or stream may be, in one place; checked before anything is allocated. How much of
 * them others may send is a setting of the node ({@code InputConfig}) and of the transport.
 *
 * <p>Stricter than Go where real peers never come near (protocol reference, sections 6.7 and 18.4).
 *
 * @param nameBytes longest node name, in UTF-8 bytes
 * @param metaBytes longest node meta
 * @param payloadBytes longest payload of an ack
 * @param packetBytes largest datagram
 * @param packetMessages most messages in one packet, over all compounds in it; nested wrappers count as well
 * @param packetNesting deepest nesting of compound and compression in a packet
 * @param packetDecompressedBytes most bytes a packet may decompress to
 * @param streamBytes most bytes one stream may carry, as received
 * @param streamDecompressedBytes most bytes a stream message may decompress to
 * @param pushPullNodes most nodes in one push/pull
 * @param userStateBytes longest application state in a push/pull
 * @param userMessageBytes longest application message over TCP
 * @param errorBytes longest text of an error response
 */
public record WireLimits(
        int nameBytes,
        int metaBytes,
        int payloadBytes,
        int packetBytes,
        int packetMessages,
        int packetNesting,
        int packetDecompressedBytes,
        int streamBytes,
        int streamDecompressedBytes,
        int pushPullNodes,
        int userStateBytes,
        int userMessageBytes,
        int errorBytes) {

    /** Bounds that no peer reaches in normal operation. */
    public static final WireLimits DEFAULTS = new WireLimits(
            255, 512, 1024, 65_536, 1024, 3, 1 << 20, 20 << 20, 40 << 20, 1 << 17, 20 << 20, 20 << 20, 1024);
}
