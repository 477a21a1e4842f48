package io.gossip.memberlist;

import io.gossip.wire.Address;
import io.gossip.wire.Message.Alive;

/**
 * Fills in the port where a message carries none: protocol version 1 has all nodes on one port (protocol reference,
 * section 2.4).
 *
 * @param protocolVersion the version this node speaks
 * @param bindPort the port this node is bound to
 */
record PortMask(int protocolVersion, int bindPort) {

    /** The address with a port that can be dialled. */
    Address complete(Address address) {
        return isComplete(address) ? address : Address.of(address.ip(), bindPort);
    }

    /** The announcement with a port that can be dialled. */
    Alive complete(Alive alive) {
        return isComplete(alive.address())
                ? alive
                : new Alive(
                        alive.incarnation(), alive.node(), complete(alive.address()), alive.meta(), alive.versions());
    }

    private boolean isComplete(Address address) {
        return protocolVersion >= 2 && address.port() != 0;
    }
}
