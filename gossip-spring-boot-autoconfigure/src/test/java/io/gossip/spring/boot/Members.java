package io.gossip.spring.boot;

import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import io.gossip.wire.Address;
import io.gossip.wire.Versions;
import java.net.InetSocketAddress;
import java.util.Map;

/** Members as tests need them. */
public final class Members {

    private Members() {}

    /** A member at 10.0.0.1. */
    public static Member alive(String name, Map<String, String> tags) {
        return member(name, tags, MemberStatus.ALIVE);
    }

    /** A member at 10.0.0.1. */
    public static Member member(String name, Map<String, String> tags, MemberStatus status) {
        Address address = Address.of(new InetSocketAddress("10.0.0.1", 7946));
        return new Member(name, address, tags, status, new Versions(1, 5, 2, 2, 5, 5), 1);
    }
}
