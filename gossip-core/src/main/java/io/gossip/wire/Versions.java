package io.gossip.wire;

/**
 * The six version numbers a node announces (protocol reference, section 2.2).
 *
 * @param protocolMin lowest memberlist protocol it understands, 0 to 255
 * @param protocolMax highest memberlist protocol it understands, 0 to 255
 * @param protocolCurrent memberlist protocol it speaks, 0 to 255
 * @param delegateMin lowest application protocol it understands, 0 to 255
 * @param delegateMax highest application protocol it understands, 0 to 255
 * @param delegateCurrent application protocol it speaks, 0 to 255
 */
public record Versions(
        int protocolMin, int protocolMax, int protocolCurrent, int delegateMin, int delegateMax, int delegateCurrent) {

    /** Number of bytes on the wire. */
    public static final int LENGTH = 6;

    /** From this {@link #protocolMax()} on a node answers TCP pings. */
    public static final int TCP_PING = 3;

    /** From this {@link #protocolMax()} on a node sends nacks for indirect pings. */
    public static final int NACK = 4;

    /** From this {@link #protocolMax()} on a node understands the CRC wrapper. */
    public static final int CRC = 5;

    /**
     * Whether the protocol range makes sense; an announcement where it does not is ignored (section 2.5).
     *
     * @return false if either bound is zero or the lower one is above the upper one
     */
    public boolean isSane() {
        return protocolMin > 0 && protocolMax > 0 && protocolMin <= protocolMax;
    }
}
