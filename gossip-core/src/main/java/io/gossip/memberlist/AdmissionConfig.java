package io.gossip.memberlist;

import static io.gossip.memberlist.Settings.atLeast;
import static io.gossip.memberlist.Settings.notNegative;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * Who is taken into the table (protocol reference, sections 7.3 and 13).
 *
 * @param allowedNetworks the networks members may be in; empty means everywhere
 * @param deadNodeReclaim how long a node must have been dead before its name may come back from another address, zero or
 *     longer; zero means until it is forgotten
 * @param requireNodeNames whether to talk only to addresses whose node's name is known; a seed then needs the form
 *     {@code name/host:port}
 * @param maxMembers most nodes the table takes in, 1 or more; news of others is dropped and counted
 */
public record AdmissionConfig(
        List<Cidr> allowedNetworks, Duration deadNodeReclaim, boolean requireNodeNames, int maxMembers) {

    /**
     * Checks the values.
     *
     * @param allowedNetworks the networks members may be in
     * @param deadNodeReclaim how long a node must have been dead before its name may come back from another address
     * @param requireNodeNames whether to talk only to addresses whose node's name is known
     * @param maxMembers most nodes the table takes in
     * @throws io.gossip.runtime.ConfigurationException naming the first that cannot work, its value and what is allowed
     */
    public AdmissionConfig {
        allowedNetworks = List.copyOf(allowedNetworks);
        notNegative("deadNodeReclaim", deadNodeReclaim);
        atLeast("maxMembers", maxMembers, 1);
    }

    /**
     * Whether a node may have this address (section 13, CIDRsAllowed).
     *
     * @param address an IP address
     * @return true if no networks are named or one of them contains it
     */
    boolean allows(InetAddress address) {
        if (allowedNetworks.isEmpty()) {
            return true;
        }
        byte[] ip = address.getAddress();
        for (Cidr network : allowedNetworks) {
            if (network.contains(ip)) {
                return true;
            }
        }
        return false;
    }
}
