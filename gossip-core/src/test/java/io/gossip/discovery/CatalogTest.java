package io.gossip.discovery;

import static io.gossip.discovery.SampleMembers.member;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final Map<String, String> BILLING = Map.of("service", "billing", "port", "80");
    private static final Map<String, String> AUDIT = Map.of("service", "audit", "port", "81");

    private final List<Member> members = List.of(
            member("n1", BILLING),
            member("n2", AUDIT),
            member("n3", BILLING),
            member("n4", MemberStatus.LEAVING, BILLING),
            member("n5", MemberStatus.LEFT, BILLING),
            member("n6", MemberStatus.FAILED, BILLING),
            member("n7", Map.of("role", "none")));

    @Test
    void listsWhatAliveMembersOffer() {
        Catalog catalog = Catalog.of(members);
        assertThat(catalog.services()).containsExactly("audit", "billing");
        assertThat(catalog.instances("billing"))
                .extracting(ServiceInstance::member)
                .containsExactly("n1", "n3");
        assertThat(catalog.instances("audit")).hasSize(1);
        assertThat(catalog).hasToString("Catalog[audit=1, billing=2]");
    }

    @Test
    void namesAreComparedExactly() {
        assertThat(Catalog.of(members).instances("BILLING")).isEmpty();
    }

    @Test
    void theSameListIsGivenEveryTimeAndCannotBeChanged() {
        Catalog catalog = Catalog.of(members);
        assertThat(catalog.instances("billing")).isSameAs(catalog.instances("billing"));
        assertThat(catalog.services()).isSameAs(catalog.services());
        assertThat(catalog.instances("none")).isSameAs(catalog.instances("nothing"));
        assertThatThrownBy(() -> catalog.instances("billing").clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> catalog.services().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalIfTheInstancesAre() {
        Catalog catalog = Catalog.of(members);
        assertThat(catalog).isEqualTo(Catalog.of(members)).hasSameHashCodeAs(Catalog.of(members));
        assertThat(catalog).isNotEqualTo(Catalog.EMPTY).isNotEqualTo(null);
        assertThat(Catalog.of(List.of(member("n7", Map.of())))).isEqualTo(Catalog.EMPTY);
    }
}
