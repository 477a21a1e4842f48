package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedAddressTest {

    @ParameterizedTest(name = "{0} is {2} port {3}, named {1}")
    @CsvSource({
        "host, , host, 7946",
        "host:80, , host, 80",
        "gossip.default.svc:7946, , gossip.default.svc, 7946",
        "1.2.3.4, , 1.2.3.4, 7946",
        "1.2.3.4:80, , 1.2.3.4, 80",
        "::1, , ::1, 7946",
        "[::1], , ::1, 7946",
        "[::1]:80, , ::1, 80",
        "2001:db8::7946, , 2001:db8::7946, 7946",
        "foo.bar/[::1]:80, foo.bar, ::1, 80",
        "foo.bar/host, foo.bar, host, 7946",
        "name:with:colons/1.2.3.4, name:with:colons, 1.2.3.4, 7946",
        "fe80::1%eth0, , fe80::1%eth0, 7946",
        "stack_web.1, , stack_web.1, 7946",
        "bücher.example., , bücher.example., 7946",
        "host:1, , host, 1",
        "host:65535, , host, 65535"
    })
    void readsEveryForm(String text, @Nullable String name, String host, int port) {
        assertThat(SeedAddress.parse(text, 7946)).isEqualTo(new SeedAddress(name, host, port));
    }

    @Test
    void overlooksBlanksAroundIt() {
        assertThat(SeedAddress.parse(" 10.0.0.7:7946\n", 1)).isEqualTo(new SeedAddress(null, "10.0.0.7", 7946));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":80",
                "host:",
                "host:80000",
                "host:65536",
                "host:0",
                "host:-1",
                "host:http",
                "host:+80",
                "/1.2.3.4:80",
                "name/",
                "name/:80",
                "a/b/c",
                "[]:80",
                "[::1",
                "[::1]80",
                "two hosts",
                "a:b:c",
                "host:7946:7946",
                "10.0.0.7:7946:7946",
                "1:2:3",
                "::1::",
                "[host]:80",
                "[10.0.0.7]:80",
                "10.0.0",
                "10.0.0.256",
                "10.0.0.07",
                "7946",
                "host,other",
                "host;other",
                "host..domain",
                ".host",
                "user@host",
                "*",
                "10.0.0.0/8",
                "http://host:80"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> SeedAddress.parse(text, 7946))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("seeds")
                .hasMessageContaining("'" + text + "'")
                .hasMessageContaining("host:port");
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "LOCALHOST:1, true",
        "127.0.0.1, true",
        "127.1.2.3:80, true",
        "[::1]:80, true",
        "127.example, false",
        "localhost.example, false",
        "10.0.0.7, false",
        "[2001:db8::1]:80, false"
    })
    void knowsWhatIsOnThisMachine(String text, boolean loopback) {
        assertThat(SeedAddress.parse(text, 7946).isLoopback()).isEqualTo(loopback);
    }

    @ParameterizedTest
    @ValueSource(strings = {"host:80", "[::1]:80", "1.2.3.4:7946", "foo.bar/[::1]:80"})
    void isWrittenAsItIsRead(String text) {
        assertThat(SeedAddress.parse(text, 1)).hasToString(text);
    }
}
