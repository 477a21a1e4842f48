package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest(name = "{1} in {0}: {2}")
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.1.2.3/32, 10.1.2.3, true",
        "10.1.2.3/32, 10.1.2.2, false",
        "192.168.128.0/17, 192.168.128.0, true",
        "192.168.128.0/17, 192.168.127.255, false",
        "192.168.129.7/17, 192.168.255.1, true",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, fd00::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "::/0, fe00::1, true",
        "fe80::1/128, fe80::1, true",
        "fe80::1/128, fe80::2, false"
    })
    void containsTheAddressesWithItsPrefix(String network, String address, boolean inside) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        assertThat(Cidr.parse(network).contains(bytes)).isEqualTo(inside);
    }

    @Test
    void takesTheMappedFormOfAnIpv4AddressForTheSame() {
        Cidr network = Cidr.parse("10.0.0.0/8");
        assertThat(network.contains(HexFormat.of().parseHex("00000000000000000000ffff0a010203")))
                .isTrue();
        assertThat(network.contains(HexFormat.of().parseHex("00000000000000000000ffff0b010203")))
                .isFalse();
        assertThat(network.contains(HexFormat.of().parseHex("00000000000000000001ffff0a010203")))
                .isFalse();
        assertThat(network.contains(new byte[0])).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0/8",
                "host/8",
                "fd00::/129",
                "fd00::",
                "::g/8",
                "10.0.0.0/x",
                "300.0.0.0/8"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThatThrownBy(() -> Cidr.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("allowedNetworks", text, "10.0.0.0/8");
    }

    @Test
    void isAValueThatReadsAsItWasWritten() {
        assertThat(Cidr.parse(" 10.0.0.0/8 "))
                .isEqualTo(Cidr.parse("10.0.0.0/8"))
                .hasToString("10.0.0.0/8");
        assertThat(Cidr.parse("10.0.0.0/8")).isNotEqualTo(Cidr.parse("10.0.0.0/9"));
        assertThat(Cidr.parse("10.0.0.0/8")).hasSameHashCodeAs(Cidr.parse("10.0.0.0/8"));
    }
}
