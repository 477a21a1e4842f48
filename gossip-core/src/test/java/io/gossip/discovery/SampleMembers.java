package io.gossip.discovery;

import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Versions;
import java.util.Map;

/** Members that need no cluster; all live at 10.0.0.1. */
final class SampleMembers {

    private SampleMembers() {}

    static Member member(String name, Map<String, String> tags) {
        return member(name, MemberStatus.ALIVE, tags);
    }

    static Member member(String name, MemberStatus status, Map<String, String> tags) {
        return new Member(
                name,
                Address.of(Bytes.of(new byte[] {10, 0, 0, 1}), 7946),
                tags,
                status,
                new Versions(1, 5, 2, 2, 5, 5),
                1);
    }
}
