package io.gossip.sample.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.gossip.sample.Http;
import io.gossip.sample.storefront.OwnProcesses.OwnProcess;
import io.gossip.sample.storefront.Timeline.Kind;
import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.Serf;
import io.gossip.wire.Address;
import io.gossip.wire.Versions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class ClusterControllerTest {

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private final Timeline timeline = new Timeline(clock);
    private final Serf serf = mock();
    private final ObjectProvider<OwnProcesses> processes = mock();
    private final MockMvcTester http = Http.to(new ClusterController(clock, serf, timeline, processes));

    @BeforeEach
    void twoMembers() {
        Member self = member("storefront-1", 7946, MemberStatus.ALIVE, Map.of());
        Member inventory = member(
                "inventory-2", 7947, MemberStatus.FAILED, Map.of("service", "inventory", "port", "4711", "zone", "a"));
        given(serf.self()).willReturn(self);
        given(serf.members()).willReturn(List.of(inventory, self));
        timeline.add(Kind.FAILED, "inventory-2");
    }

    @Test
    void showsMembersWithStateAndServicesAndWhatHappened() {
        assertThat(http.get().uri("/api/cluster")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        {"now": "2026-11-20T10:00:00Z", "self": "storefront-1", "processes": null,
                         "members": [
                           {"name": "inventory-2", "status": "failed", "since": "2026-11-20T10:00:00Z",
                            "address": "127.0.0.1:7947", "services": {"inventory": "http://127.0.0.1:4711"},
                            "tags": {"port": "4711", "service": "inventory", "zone": "a"}, "incarnation": 3},
                           {"name": "storefront-1", "status": "alive", "since": null, "address": "127.0.0.1:7946",
                            "services": {}, "tags": {}, "incarnation": 3}],
                         "timeline": [
                           {"number": 1, "at": "2026-11-20T10:00:00Z", "kind": "failed", "member": "inventory-2",
                            "detail": null}]}
                        """);
    }

    @Test
    void showsWhichProcessesCanBeStoppedInTheDemo() {
        given(processes.getIfAvailable()).willReturn(() -> List.of(new OwnProcess("inventory-2", 2, true)));

        assertThat(http.get().uri("/api/cluster"))
                .bodyJson()
                .extractingPath("$.processes")
                .asArray()
                .containsExactly(Map.of("name", "inventory-2", "pid", 2, "stopping", true));
    }

    private static Member member(String name, int port, MemberStatus status, Map<String, String> tags) {
        Address address = Address.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return new Member(name, address, tags, status, new Versions(1, 5, 2, 2, 5, 4), 3);
    }
}
