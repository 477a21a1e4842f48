package io.gossip.spring.boot.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.gossip.discovery.ServiceCatalog;
import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import io.gossip.spring.boot.Members;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.ServiceInstance;

class GossipDiscoveryClientTest {

    private List<Member> members = List.of(
            Members.alive("a", Map.of("service", "billing", "port", "8080", "zone", "z1")),
            Members.alive("b", Map.of("service", "billing", "port", "8443", "secure", "true", "host", "b.example")),
            Members.member("c", Map.of("service", "billing", "port", "8080"), MemberStatus.FAILED),
            Members.alive("d", Map.of()));

    private final GossipDiscoveryClient client = new GossipDiscoveryClient(new ServiceCatalog(() -> members));

    @Test
    void listsWhatTheMembersThatAreAliveOffer() {
        assertThat(client.getServices()).containsExactly("billing");
        assertThat(client.getInstances("billing"))
                .extracting(ServiceInstance::getInstanceId)
                .containsExactly("a", "b");
        assertThat(client.getInstances("nobody")).isEmpty();
    }

    @Test
    void saysAllThatIsKnownOfAnInstance() {
        ServiceInstance a = client.getInstances("billing").get(0);
        assertThat(a.getServiceId()).isEqualTo("billing");
        assertThat(a.getHost()).isEqualTo("10.0.0.1");
        assertThat(a.getPort()).isEqualTo(8080);
        assertThat(a.isSecure()).isFalse();
        assertThat(a.getScheme()).isEqualTo("http");
        assertThat(a.getUri()).isEqualTo(URI.create("http://10.0.0.1:8080"));
        assertThat(a.getMetadata()).containsExactly(Map.entry("zone", "z1"));
        assertThat(((GossipServiceInstance) a).member()).isEqualTo("a");

        ServiceInstance b = client.getInstances("billing").get(1);
        assertThat(b.getScheme()).isEqualTo("https");
        assertThat(b.getUri()).isEqualTo(URI.create("https://b.example:8443"));
    }

    @Test
    void putsAnIpv6AddressInBrackets() {
        members = List.of(Members.alive("a", Map.of("service", "billing", "port", "80", "host", "fe80::1")));

        ServiceInstance instance = client.getInstances("billing").get(0);

        assertThat(instance.getHost()).isEqualTo("[fe80::1]");
        assertThat(instance.getUri()).isEqualTo(URI.create("http://[fe80::1]:80"));
    }

    @Test
    void handsOutTheSameListUntilAServiceChanges() {
        List<ServiceInstance> before = client.getInstances("billing");
        assertThat(client.getInstances("billing")).isSameAs(before);

        members = List.of(members.get(0), members.get(1));
        assertThat(client.getInstances("billing"))
                .as("a member without a service, and a failed one, went")
                .isSameAs(before);

        members = List.of(members.get(0));
        assertThat(client.getInstances("billing")).hasSize(1).isNotSameAs(before);
        assertThat(before).as("what was handed out stays as it was").hasSize(2);
    }

    @Test
    void nobodyCanChangeWhatIsHandedOut() {
        List<ServiceInstance> instances = client.getInstances("billing");

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(instances::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> client.getServices().clear());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> instances.get(0).getMetadata().clear());
    }

    @Test
    void allocatesNothingWhileNothingChanges() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long size = 0;
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                size += client.getInstances("billing").size();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(size).isEqualTo(2 * 10 * 10_000);
        assertThat(least).as("bytes for 10,000 calls").isLessThan(1000);
    }

    @Test
    void theReactiveClientAsksAnewOnEverySubscription() {
        GossipReactiveDiscoveryClient reactive = new GossipReactiveDiscoveryClient(new ServiceCatalog(() -> members));
        var services = reactive.getServices();
        var instances = reactive.getInstances("billing").map(ServiceInstance::getInstanceId);
        assertThat(services.collectList().block()).containsExactly("billing");
        assertThat(instances.collectList().block()).containsExactly("a", "b");

        members = List.of();

        assertThat(services.collectList().block()).isEmpty();
        assertThat(instances.collectList().block()).isEmpty();
        assertThat(reactive.reactiveProbe().blockOptional()).isEmpty();
    }
}
