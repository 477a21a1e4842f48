package io.gossip;

import io.gossip.memberlist.MemberlistConfig;

/** Which times and factors a node uses; all nodes of a cluster should use the same. */
public enum Profile {
    /** Nodes in one data centre; see {@link MemberlistConfig#lan}. */
    LAN {
        @Override
        MemberlistConfig.Builder settings(String name) {
            return MemberlistConfig.lan(name);
        }
    },
    /** Nodes with slow or lossy links between them; see {@link MemberlistConfig#wan}. */
    WAN {
        @Override
        MemberlistConfig.Builder settings(String name) {
            return MemberlistConfig.wan(name);
        }
    },
    /** Nodes on one machine; see {@link MemberlistConfig#local}. */
    LOCAL {
        @Override
        MemberlistConfig.Builder settings(String name) {
            return MemberlistConfig.local(name);
        }
    };

    abstract MemberlistConfig.Builder settings(String name);
}
