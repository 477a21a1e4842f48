package io.gossip.memberlist;

import io.gossip.runtime.Printable;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether two views of the cluster may be merged: what every node speaks must be understood by all that are alive
 * (protocol reference, section 2.3). Who has left speaks no more, and blocks nothing here. It does in Go, which is therefore not told of
 * it.
 */
final class VersionCheck {

    private int protocolFloor;
    private int protocolCeiling = 255;
    private int delegateFloor;
    private int delegateCeiling = 255;

    /** What those who are alive understand. */
    VersionCheck(Collection<MemberEntry> local) {
        for (MemberEntry entry : local) {
            if (entry.state() == NodeState.ALIVE) {
                narrow(entry.versions);
            }
        }
    }

    /** The first incompatibility as text, or null if there is none. */
    static @Nullable String incompatibility(List<PushPullNode> remote, Collection<MemberEntry> local) {
        VersionCheck check = new VersionCheck(local);
        for (PushPullNode node : remote) {
            if (node.state() == NodeState.ALIVE) {
                check.narrow(node.versions());
            }
        }
        for (PushPullNode node : remote) {
            if (node.state() != NodeState.LEFT && !check.allows(node.versions())) {
                return check.describe(node.name(), node.versions());
            }
        }
        for (MemberEntry entry : local) {
            if (entry.state() != NodeState.LEFT && !check.allows(entry.versions)) {
                return check.describe(entry.name, entry.versions);
            }
        }
        return null;
    }

    /** Whether a node can be told of without Go refusing all that is told with it. */
    boolean mayBeTold(MemberEntry entry) {
        return entry.state() != NodeState.LEFT || allows(entry.versions);
    }

    private void narrow(Versions versions) {
        protocolFloor = Math.max(protocolFloor, versions.protocolMin());
        protocolCeiling = Math.min(protocolCeiling, versions.protocolMax());
        delegateFloor = Math.max(delegateFloor, versions.delegateMin());
        delegateCeiling = Math.min(delegateCeiling, versions.delegateMax());
    }

    private boolean allows(Versions versions) {
        return protocolFloor <= versions.protocolCurrent()
                && versions.protocolCurrent() <= protocolCeiling
                && delegateFloor <= versions.delegateCurrent()
                && versions.delegateCurrent() <= delegateCeiling;
    }

    private String describe(String name, Versions versions) {
        return "node '" + Printable.of(name) + "' speaks protocol " + versions.protocolCurrent()
                + " and delegate protocol "
                + versions.delegateCurrent() + ", but all alive nodes together understand " + protocolFloor + " to "
                + protocolCeiling + " and " + delegateFloor + " to " + delegateCeiling;
    }
}
