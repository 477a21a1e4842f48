package io.gossip.memberlist;

import io.gossip.runtime.Printable;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;

/**
 * What this node knew of a node at one moment; immutable.
 *
 * @param name its unique name
 * @param address where it is
 * @param meta what its application wants others to know, at most 512 bytes
 * @param versions the versions it announced
 * @param incarnation how often it has announced or defended itself; only the node itself raises it
 * @param state what was believed of it
 */
public record Node(String name, Address address, Bytes meta, Versions versions, long incarnation, NodeState state) {

    /** All of it, the name fit to be logged. */
    @Override
    public String toString() {
        return "Node[name=" + Printable.of(name) + ", address=" + address + ", meta=" + meta + ", versions=" + versions
                + ", incarnation=" + incarnation + ", state=" + state + "]";
    }
}
