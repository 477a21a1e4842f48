package io.gossip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "255.255.255.255",
                "::",
                "::1",
                "fe80::1",
                "FE80::1%eth0",
                "::ffff:10.1.2.3",
                "1:2", // not an address, but never a name
            })
    void knowsAnAddress(String text) {
        assertThat(IpLiteral.isLiteral(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3", "::", "::1", "2001:db8::7946", "FE80::1%no-such-interface", "::ffff:10.1.2.3"})
    void knowsWhatIsWellFormed(String text) {
        assertThat(IpLiteral.isWellFormed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a:b:c", "1:2", ":", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9", "::1.2.3", "web3", "10.1.2"})
    void knowsWhatIsMalformed(String text) {
        assertThat(IpLiteral.isWellFormed(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.1.2",
                "10.1.2.3.4",
                "10.1.2.256",
                "10.1.2.",
                ".1.2.3",
                "10.01.2.3",
                "10.1.2.3000",
                "10.1.2.-3",
                "10.1.2.3 ",
                "web3",
                "cafe",
                "1",
                "fe80::1%",
                "fe80::x",
                ".::1",
                "host:7946",
            })
    void knowsWhatIsNone(String text) {
        assertThat(IpLiteral.isLiteral(text)).isFalse();
    }
}
