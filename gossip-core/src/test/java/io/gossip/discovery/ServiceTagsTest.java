package io.gossip.discovery;

import static io.gossip.discovery.SampleMembers.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gossip.runtime.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTagsTest {

    @Test
    void threeTagsOfAnAgentAreAnInstance() {
        assertThat(ServiceTags.fromMember(member("n1", Map.of("service", "billing", "port", "8080", "zone", "a"))))
                .containsExactly(
                        new ServiceInstance("n1", "billing", "10.0.0.1", 8080, false, Map.of("zone", "a"), "n1"));
    }

    @Test
    void hostSecurityAndIdCanBeSaid() {
        assertThat(ServiceTags.fromMember(member(
                        "n1",
                        Map.of(
                                "service", "billing",
                                "port", "443",
                                "host", "billing.example.org",
                                "secure", "true",
                                "id", "billing-7"))))
                .containsExactly(
                        new ServiceInstance("billing-7", "billing", "billing.example.org", 443, true, Map.of(), "n1"));
    }

    @Test
    void emptyValuesCountAsMissing() {
        assertThat(ServiceTags.fromMember(
                        member("n1", Map.of("service", "billing", "port", "443", "host", "", "id", "", "secure", ""))))
                .containsExactly(new ServiceInstance("n1", "billing", "10.0.0.1", 443, false, Map.of(), "n1"));
        assertThat(ServiceTags.fromMember(member("n1", Map.of("service", "", "port", "443"))))
                .isEmpty();
    }

    @Test
    void withoutServiceTagThereIsNoService() {
        assertThat(ServiceTags.fromMember(member("n1", Map.of("port", "8080", "zone", "a"))))
                .isEmpty();
        assertThat(ServiceTags.fromMember(member("n1", Map.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "99999", "100000", "-1", "80x", " 80", "http", "٣"})
    void aServiceWithoutAPortIsLeftOut(String port) {
        assertThat(ServiceTags.fromMember(member("n1", Map.of("service", "billing", "port", port))))
                .isEmpty();
        assertThat(ServiceTags.fromMember(member("n1", Map.of("service", "billing"))))
                .isEmpty();
    }

    @Test
    void furtherServicesHaveASuffix() {
        assertThat(ServiceTags.fromMember(member(
                        "n1",
                        Map.of(
                                "service", "billing",
                                "port", "8080",
                                "host", "public.example.org",
                                "zone", "a",
                                "service.admin", "billing-admin",
                                "port.admin", "9090",
                                "team.admin", "ops",
                                "zone.admin", "b"))))
                .containsExactly(
                        new ServiceInstance(
                                "n1", "billing", "public.example.org", 8080, false, Map.of("zone", "a"), "n1"),
                        new ServiceInstance(
                                "n1/admin",
                                "billing-admin",
                                "10.0.0.1",
                                9090,
                                false,
                                Map.of("team", "ops", "zone", "b"),
                                "n1"));
    }

    @Test
    void aServiceMayHaveASuffixWithoutThereBeingOneThatHasNone() {
        assertThat(ServiceTags.fromMember(
                        member("n1", Map.of("service.x", "a", "port.x", "1", "id.x", "me", "port", "2", "zone", "z"))))
                .containsExactly(new ServiceInstance("me", "a", "10.0.0.1", 1, false, Map.of("zone", "z"), "n1"));
    }

    @Test
    void aDotAloneMakesNoSuffix() {
        assertThat(ServiceTags.fromMember(member(
                        "n1",
                        Map.of(
                                "service",
                                "a",
                                "port",
                                "1",
                                "management.port",
                                "9091",
                                "x.admin",
                                "y",
                                "service.",
                                "z"))))
                .singleElement()
                .extracting(ServiceInstance::metadata)
                .isEqualTo(Map.of("management.port", "9091", "x.admin", "y", "service.", "z"));
    }

    @Test
    void theLongestSuffixThatFitsCounts() {
        List<ServiceInstance> instances = ServiceTags.fromMember(member(
                "n1",
                Map.of(
                        "service.b", "one",
                        "port.b", "1",
                        "service.a.b", "two",
                        "port.a.b", "2",
                        "k.a.b", "v",
                        "app.version.b", "7")));
        assertThat(instances)
                .extracting(ServiceInstance::service, ServiceInstance::port, ServiceInstance::metadata)
                .containsExactly(tuple("two", 2, Map.of("k", "v")), tuple("one", 1, Map.of("app.version", "7")));
    }

    @Test
    void aServiceThatIsLeftOutStillOwnsItsTags() {
        assertThat(ServiceTags.fromMember(member(
                        "n1", Map.of("service", "a", "port", "1", "service.x", "b", "k.x", "v", "port.x", "no"))))
                .containsExactly(new ServiceInstance("n1", "a", "10.0.0.1", 1, false, Map.of(), "n1"));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        List<ServiceRegistration> services = List.of(
                new ServiceRegistration("billing", 8080, false, null, Map.of("version", "7")),
                new ServiceRegistration("billing-admin", 9090, true, "admin.example.org", Map.of("team", "ops")),
                new ServiceRegistration("metrics", 9100, false, null, Map.of()));
        Map<String, String> tags = ServiceTags.toTags(services, Map.of("zone", "a"));
        assertThat(tags)
                .isEqualTo(Map.ofEntries(
                        Map.entry("service", "billing"),
                        Map.entry("port", "8080"),
                        Map.entry("version", "7"),
                        Map.entry("zone", "a"),
                        Map.entry("service.admin", "billing-admin"),
                        Map.entry("port.admin", "9090"),
                        Map.entry("secure.admin", "true"),
                        Map.entry("host.admin", "admin.example.org"),
                        Map.entry("team.admin", "ops"),
                        Map.entry("service.metrics", "metrics"),
                        Map.entry("port.metrics", "9100")));
        Map<String, String> shared = Map.of("zone", "a", "version", "7");
        assertThat(ServiceTags.fromMember(member("n1", tags)))
                .containsExactly(
                        new ServiceInstance("n1", "billing", "10.0.0.1", 8080, false, shared, "n1"),
                        new ServiceInstance(
                                "n1/admin",
                                "billing-admin",
                                "admin.example.org",
                                9090,
                                true,
                                Map.of("zone", "a", "version", "7", "team", "ops"),
                                "n1"),
                        new ServiceInstance("n1/metrics", "metrics", "10.0.0.1", 9100, false, shared, "n1"));
    }

    @Test
    void equalSuffixesAreToldApart() {
        List<ServiceRegistration> services = List.of(
                new ServiceRegistration("a", 1, false, null, Map.of()),
                new ServiceRegistration("b", 2, false, null, Map.of()),
                new ServiceRegistration("b", 3, false, null, Map.of("k", "v")),
                new ServiceRegistration("a", 4, false, null, Map.of()));
        assertThat(ServiceTags.fromMember(member("n1", ServiceTags.toTags(services, Map.of()))))
                .extracting(ServiceInstance::instanceId, ServiceInstance::service, ServiceInstance::port)
                .containsExactly(
                        tuple("n1", "a", 1), tuple("n1/a", "a", 4), tuple("n1/b", "b", 2), tuple("n1/b2", "b", 3));
    }

    @Test
    void withoutServicesTheTagsAreWhatTheyAre() {
        Map<String, String> tags = Map.of("service", "by hand", "port", "80");
        assertThat(ServiceTags.toTags(List.of(), tags)).isEqualTo(tags);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "port", "host", "secure", "id", "service.x", "zone.b", ""})
    void refusesMetadataThatWouldBeTakenForSomethingElse(String key) {
        List<ServiceRegistration> services = List.of(
                new ServiceRegistration("a", 1, false, null, Map.of()),
                new ServiceRegistration("b", 2, false, null, Map.of()));
        assertThatThrownBy(() -> ServiceTags.toTags(services, Map.of(key, "v")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'" + key + "'");
    }

    @Test
    void refusesRegistrationsThatCannotWork() {
        assertThatThrownBy(() -> new ServiceRegistration("", 1, false, null, Map.of()))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> new ServiceRegistration("a", 0, false, null, Map.of()))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> new ServiceRegistration("a", 65_536, false, null, Map.of()))
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> new ServiceRegistration("a", 1, false, "", Map.of()))
                .isInstanceOf(ConfigurationException.class);
    }
}
