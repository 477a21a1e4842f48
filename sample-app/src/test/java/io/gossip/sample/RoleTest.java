package io.gossip.sample;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoleTest {

    @Test
    void playsTheRoleOfItsFirstArgument() {
        assertThat(Role.named("demo")).contains(Role.DEMO);
        assertThat(Role.named("storefront")).contains(Role.STOREFRONT);
        assertThat(Role.named("inventory")).contains(Role.INVENTORY);
    }

    @Test
    void hasNoOtherRoles() {
        assertThat(Role.named("registry")).isEmpty();
        assertThat(Role.named("")).isEmpty();
        assertThat(Role.named("DEMO")).isEmpty();
    }
}
