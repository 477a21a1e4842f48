package io.gossip.simulator.check;

import io.gossip.virtual.VirtualNetwork.Packet;
import io.gossip.wire.Message;
import java.util.List;

/**
 * A packet that a process sends or reads, taken apart.
 *
 * @param witness the process
 * @param packet the bytes
 * @param messages what they say, as far as they could be read
 * @param rejected how many parts of it could not
 */
record Mail(Witness witness, Packet packet, List<Message> messages, int rejected) {}
