package io.gossip.serf;

import io.gossip.runtime.Printable;
import io.gossip.wire.Address;
import io.gossip.wire.Versions;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this node knew of one member of the cluster at one moment; immutable.
 *
 * @param name its name, unique in the cluster
 * @param address where it is
 * @param tags what it tells others about itself; unmodifiable, sorted by key
 * @param status what is believed of it
 * @param versions the protocol versions it announced
 * @param incarnation how often it has announced or defended itself, 0 to 2^32 - 1; only the member itself raises it
 */
public record Member(
        String name,
        Address address,
        Map<String, String> tags,
        MemberStatus status,
        Versions versions,
        long incarnation) {

    /**
     * Makes the tags unmodifiable and sorts them.
     *
     * @param name its name
     * @param address where it is
     * @param tags what it tells others about itself; copied
     * @param status what is believed of it
     * @param versions the protocol versions it announced
     * @param incarnation how often it has announced or defended itself
     */
    public Member {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /** All of it, name and tags fit to be logged. */
    @Override
    public String toString() {
        return "Member[name=" + Printable.of(name) + ", address=" + address + ", tags=" + Printable.of(tags.toString())
                + ", status=" + status + ", versions=" + versions + ", incarnation=" + incarnation + "]";
    }
}
