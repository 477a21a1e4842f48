package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertiseAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"10.1.2.3", "172.16.0.1", "172.31.0.1", "192.168.7.7", "100.64.0.1", "198.18.0.1", "fd00::1"})
    void takesAPrivateAddress(String ip) {
        assertThat(choose(candidate("127.0.0.1", 8, false), candidate(ip, 24, false)))
                .isEqualTo(NodePlan.literal("ip", ip));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "169.254.1.1",
                "8.8.8.8",
                "172.32.0.1",
                "100.128.0.1",
                "::1",
                "fe80::1",
                "2001:db8::1"
            })
    void takesNoOtherAddressAndSaysWhatToDo(String ip) {
        assertThatThrownBy(() -> choose(candidate(ip, 24, true)))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.property()).isEqualTo("advertise"));
    }

    @Test
    void theInterfaceWithTheDefaultRouteComesFirst() {
        assertThat(choose(candidate("10.0.0.1", 8, false), candidate("fd00::1", 64, true)))
                .isEqualTo(NodePlan.literal("ip", "fd00::1"));
    }

    @Test
    void thenIpv4ThenTheLargerNetwork() {
        assertThat(choose(
                        candidate("fd00::1", 8, true),
                        candidate("192.168.0.1", 24, true),
                        candidate("10.0.0.1", 16, true)))
                .isEqualTo(NodePlan.literal("ip", "10.0.0.1"));
    }

    private static InetAddress choose(AdvertiseAddress.Candidate... candidates) {
        return AdvertiseAddress.choose(List.of(candidates));
    }

    private static AdvertiseAddress.Candidate candidate(String ip, int prefixLength, boolean defaultRoute) {
        return new AdvertiseAddress.Candidate(NodePlan.literal("ip", ip), prefixLength, defaultRoute);
    }
}
