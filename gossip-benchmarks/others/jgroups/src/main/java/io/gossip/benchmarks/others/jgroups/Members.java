package io.gossip.benchmarks.others.jgroups;

import io.gossip.benchmarks.peers.View;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jgroups.Address;
import org.jgroups.Message;
import org.jgroups.Receiver;

/**
 * Tells what changed between one list of members and the next, which does not say whether who is gone left or failed. Members
 * are named by their port.
 */
final class Members implements Receiver {

    private final int self;
    private final View view;
    private final Map<Address, Integer> ports = new HashMap<>();

    Members(int self, View view) {
        this.self = self;
        this.view = view;
    }

    @Override
    public synchronized void viewAccepted(org.jgroups.View list) {
        Set<Address> now = new HashSet<>(list.getMembers());
        ports.entrySet().removeIf(known -> {
            boolean gone = !now.contains(known.getKey());
            if (gone) {
                view.down(known.getValue(), true);
            }
            return gone;
        });
        now.forEach(this::add);
    }

    /** The name travels with discovery; until it is known, the member has another one. */
    private void add(Address member) {
        String name = member.toString();
        if (name.startsWith("p") && !ports.containsKey(member)) {
            int port = Integer.parseInt(name.substring(1));
            ports.put(member, port);
            if (port != self) {
                view.up(port);
            }
        }
    }

    @Override
    public void receive(Message message) {
        view.saw(new String(message.getArray(), message.getOffset(), message.getLength(), StandardCharsets.UTF_8));
    }
}
