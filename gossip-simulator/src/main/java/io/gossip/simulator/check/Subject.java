package io.gossip.simulator.check;

import io.gossip.memberlist.Node;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is true of a name: what the processes that had it have announced themselves, and whether they left or were suspected. */
final class Subject {

    /** What goes with an incarnation. */
    record Announced(Address address, Bytes meta, Versions versions) {
        static Announced of(Node node) {
            return new Announced(node.address(), node.meta(), node.versions());
        }
    }

    private final Map<Long, Set<Announced>> announcements = new HashMap<>();
    private final List<Witness> holders = new ArrayList<>(1);
    private final Set<Address> impostors = new HashSet<>(0);
    private long highestIncarnation;
    private long highestLeave = -1;
    private long highestSuspicion = -1;

    void holder(Witness witness) {
        holders.add(witness);
    }

    /** All processes that ever had the name. */
    List<Witness> holders() {
        return holders;
    }

    /** One that does not belong to the cluster calls itself so too; while the name is free, it may have it. */
    void impostor(Address address) {
        impostors.add(address);
    }

    boolean hasImpostors() {
        return !impostors.isEmpty();
    }

    /** Whether this is said of one that does not belong to the cluster. */
    boolean isImpostor(Node node) {
        return impostors.contains(node.address());
    }

    void announced(Node node) {
        highestIncarnation = Math.max(highestIncarnation, node.incarnation());
        announcements
                .computeIfAbsent(node.incarnation(), incarnation -> new HashSet<>(1))
                .add(Announced.of(node));
    }

    void left(long incarnation) {
        highestLeave = Math.max(highestLeave, incarnation);
    }

    void suspected(long incarnation) {
        highestSuspicion = Math.max(highestSuspicion, incarnation);
    }

    /** The highest incarnation that a process of this name itself has announced. */
    long highestIncarnation() {
        return highestIncarnation;
    }

    /** The highest incarnation with which one of them left; -1 if none did. */
    long highestLeave() {
        return highestLeave;
    }

    /** The highest incarnation that anybody ever suspected; -1 if nobody did. */
    long highestSuspicion() {
        return highestSuspicion;
    }

    boolean wasAnnounced(Node node) {
        return announcements.getOrDefault(node.incarnation(), Set.of()).contains(Announced.of(node));
    }
}
