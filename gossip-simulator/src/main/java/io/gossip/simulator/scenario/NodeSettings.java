package io.gossip.simulator.scenario;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.wire.Bytes;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How all nodes of a scenario are set.
 *
 * @param memberlist the settings of a node of a given name
 * @param meta what each node says about itself, at most 512 bytes: it takes room in what the nodes tell each other
 * @param description these settings in a few words, for reports
 */
public record NodeSettings(Function<String, MemberlistConfigBuilder> memberlist, Bytes meta, String description) {

    /** Nodes in one data centre. */
    public static final NodeSettings LAN = of(MemberlistConfig::lan, "profile lan");

    /** Nodes with slow or lossy links between them. */
    public static final NodeSettings WAN = of(MemberlistConfig::wan, "profile wan");

    /** Nodes on one machine. */
    public static final NodeSettings LOCAL = of(MemberlistConfig::local, "profile local");

    /**
     * Settings of the membership layer, of nodes without meta.
     *
     * @param memberlist the settings of a node of a given name
     * @param description these settings in a few words
     * @return the settings
     */
    public static NodeSettings of(Function<String, MemberlistConfigBuilder> memberlist, String description) {
        return new NodeSettings(memberlist, Bytes.EMPTY, description);
    }

    /**
     * These settings with some of them changed.
     *
     * @param change changes the settings of each node
     * @param what the change in a few words
     * @return new settings
     */
    public NodeSettings with(UnaryOperator<MemberlistConfigBuilder> change, String what) {
        return new NodeSettings(name -> change.apply(memberlist.apply(name)), meta, description + ", " + what);
    }

    /**
     * These settings with another meta.
     *
     * @param newMeta what each node says about itself
     * @return new settings
     */
    public NodeSettings withMeta(Bytes newMeta) {
        return new NodeSettings(memberlist, newMeta, description);
    }
}
