package io.gossip.spring.boot.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.discovery.ServiceCatalog;
import io.gossip.serf.Member;
import io.gossip.spring.boot.Members;
import io.gossip.spring.boot.event.GossipMemberChangedEvent;
import io.gossip.spring.boot.event.GossipMemberJoinedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;

class CatalogHeartbeatTest {

    private final Member billing = Members.alive("a", Map.of("service", "billing", "port", "8080"));
    private final Member nothing = Members.alive("b", Map.of());
    private final List<Object> beats = new ArrayList<>();

    private List<Member> members = List.of();
    private final CatalogHeartbeat heartbeat = new CatalogHeartbeat(
            new ServiceCatalog(() -> members), event -> beats.add(((HeartbeatEvent) event).getValue()));

    @Test
    void beatsWhenAServiceChangedAndOnlyThen() {
        members = List.of(nothing);
        heartbeat.memberChanged(new GossipMemberJoinedEvent(nothing));
        assertThat(beats).as("a member without a service joined").isEmpty();

        members = List.of(billing, nothing);
        heartbeat.memberChanged(new GossipMemberJoinedEvent(billing));
        assertThat(beats).containsExactly(1L);

        members = List.of(billing);
        heartbeat.memberChanged(new GossipMemberChangedEvent(nothing));
        assertThat(beats).as("a member without a service went").containsExactly(1L);

        members = List.of();
        heartbeat.memberChanged(new GossipMemberChangedEvent(billing));
        assertThat(beats).containsExactly(1L, 2L);
    }
}
