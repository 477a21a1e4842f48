package io.gossip.memberlist;

import io.gossip.wire.Message.Alive;
import java.net.InetAddress;

/**
 * Which statements about nodes are believed at all, whoever has passed them on (protocol reference, sections 7.3 and 18.4). The
 * others are dropped and counted.
 */
final class Plausibility {

    private final AdmissionConfig config;
    private final MemberTable table;
    private final BadInput badInput;

    Plausibility(AdmissionConfig config, MemberTable table, BadInput badInput) {
        this.config = config;
        this.table = table;
        this.badInput = badInput;
    }

    /** Whether the versions that an announcement tells can be those of a node. */
    boolean versionsMakeSense(Alive message) {
        if (message.versions().isSane()) {
            return true;
        }
        badInput.disbelieved("versions", message.node(), () -> "its versions make no sense, " + message.versions());
        return false;
    }

    /** Whether a node that is known can have come to this incarnation. */
    boolean isCredible(long claimed, MemberEntry entry) {
        if (Incarnations.areCredible(claimed, entry.incarnation)) {
            return true;
        }
        long known = entry.incarnation;
        badInput.disbelieved(
                "incarnation",
                entry.name,
                () -> "incarnation " + claimed + " is out of reach of " + known + ", which is known");
        return false;
    }

    /** Whether members may be where an announcement says. */
    boolean isAllowed(Alive message) {
        InetAddress address = message.address().socketAddress().getAddress();
        if (config.allows(address)) {
            return true;
        }
        badInput.disbelieved("network", message.node(), () -> message.address() + " is in none of the allowedNetworks");
        return false;
    }

    /**
     * Whether a node that is not known may enter the table.
     *
     * <p>Nobody announces himself with incarnation 0, and Go would keep a phantom that is dead from the start. An incarnation that
     * is beyond belief its owner, if there is one, could never take back.
     */
    boolean mayEnter(Alive message) {
        if (message.incarnation() == 0 || !Incarnations.areCredible(message.incarnation())) {
            badInput.disbelieved(
                    "incarnation",
                    message.node(),
                    () -> "nobody who is not known yet has incarnation " + message.incarnation());
            return false;
        }
        if (table.size() >= config.maxMembers()) {
            badInput.disbelieved(
                    "full", message.node(), () -> "the table is full, maxMembers is " + config.maxMembers());
            return false;
        }
        return true;
    }
}
