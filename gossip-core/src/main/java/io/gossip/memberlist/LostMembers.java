package io.gossip.memberlist;

import io.gossip.wire.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Members that died without a word, so that they can be looked for: longer than the {@link MemberTable} knows them, but
 * neither for ever nor all of them. If too many are lost, the last ones are kept: one that is found again brings the rest.
 */
final class LostMembers {

    static final int MOST = 128;

    private record Lost(SeedAddress address, long sinceNanos) {}

    private final long memoryNanos;
    private final Map<String, Lost> byName = new LinkedHashMap<>();

    LostMembers(long memoryNanos) {
        this.memoryNanos = memoryNanos;
    }

    void add(String name, Address address, long nowNanos) {
        byName.remove(name);
        String host = address.socketAddress().getAddress().getHostAddress();
        SeedAddress where = new SeedAddress(name, host, address.port());
        byName.put(name, new Lost(where, nowNanos));
        if (byName.size() > MOST) {
            byName.remove(byName.keySet().iterator().next());
        }
        expire(nowNanos);
    }

    void remove(String name) {
        byName.remove(name);
    }

    int size(long nowNanos) {
        expire(nowNanos);
        return byName.size();
    }

    /** Where some of them were, drawn at random; fewer if there are no more. */
    List<SeedAddress> some(int count, RandomGenerator random, long nowNanos) {
        expire(nowNanos);
        List<Lost> left = new ArrayList<>(byName.values());
        List<SeedAddress> some = new ArrayList<>();
        while (some.size() < count && !left.isEmpty()) {
            some.add(left.remove(random.nextInt(left.size())).address);
        }
        return some;
    }

    private void expire(long nowNanos) {
        byName.values().removeIf(lost -> nowNanos - lost.sinceNanos >= memoryNanos);
    }
}
