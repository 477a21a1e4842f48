package io.gossip;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;

/** Which times and factors a node uses; all nodes of a cluster should use the same. */
public enum Profile {
    /** Nodes in one data centre; see {@link MemberlistConfig#lan}. */
    LAN {
        @Override
        MemberlistConfigBuilder settings(String name) {
            return MemberlistConfig.lan(name);
        }
    },
    /** Nodes with slow or lossy links between them; see {@link MemberlistConfig#wan}. */
    WAN {
        @Override
        MemberlistConfigBuilder settings(String name) {
            return MemberlistConfig.wan(name);
        }
    },
    /** Nodes on one machine; see {@link MemberlistConfig#local}. */
    LOCAL {
        @Override
        MemberlistConfigBuilder settings(String name) {
            return MemberlistConfig.local(name);
        }
    };

    abstract MemberlistConfigBuilder settings(String name);
}
