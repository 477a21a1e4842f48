package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

    @Test
    void listsConsecutivePortsOfThisMachine() {
        assertThat(Seeds.localRange(7946, 3)).containsExactly("127.0.0.1:7946", "127.0.0.1:7947", "127.0.0.1:7948");
        assertThat(Seeds.localRange(65_535, 1)).containsExactly("127.0.0.1:65535");
    }

    @ParameterizedTest
    @CsvSource({"0, 1, basePort", "65536, 1, basePort", "65535, 2, count", "7946, 0, count"})
    void refusesRangesThatReachBeyondTheLastPort(int basePort, int count, String property) {
        assertThatThrownBy(() -> Seeds.localRange(basePort, count))
                .isInstanceOfSatisfying(
                        ConfigurationException.class,
                        refused -> assertThat(refused.property()).isEqualTo(property));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "host:80", "10.0.0.7", "name/host:80", "::1", "[::1]:80", "foo.bar/[::1]:80"})
    void takesEveryFormOfSeed(String seed) {
        assertThatCode(() -> Seeds.check(List.of(seed))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":80", "host:80000", "host:", "/1.2.3.4:80", "two words"})
    void refusesEverythingElse(String seed) {
        assertThatThrownBy(() -> Seeds.check(List.of("good:1", seed)))
                .isInstanceOfSatisfying(ConfigurationException.class, refused -> {
                    assertThat(refused.property()).isEqualTo("seeds");
                    assertThat(refused.value()).contains(seed);
                });
    }
}
