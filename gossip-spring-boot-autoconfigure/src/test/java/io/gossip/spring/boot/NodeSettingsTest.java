package io.gossip.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class NodeSettingsTest {

    @Test
    void listensOnLoopbackAndLooksForOthersOnItsOwnPortsIfNothingIsSet() {
        NodeSettings settings = settings();

        assertThat(settings.bindHost()).isEqualTo("127.0.0.1");
        assertThat(settings.bindPort()).isEqualTo(7946);
        assertThat(settings.portFallback()).isEqualTo(9);
        assertThat(settings.seeds()).containsExactlyElementsOf(range("127.0.0.1", 7946, 7955));
        assertThat(settings.tags()).isEmpty();
    }

    @Test
    void insistsOnAPortThatIsSet() {
        NodeSettings settings = settings("gossip.bind-port", "7000");

        assertThat(settings.bindPort()).isEqualTo(7000);
        assertThat(settings.portFallback()).isZero();
        assertThat(settings.seeds()).containsExactly("127.0.0.1:7000");
    }

    @Test
    void triesAsManyFurtherPortsAsSet() {
        NodeSettings settings = settings("gossip.bind-port", "7000", "gossip.port-fallback", "2");

        assertThat(settings.portFallback()).isEqualTo(2);
        assertThat(settings.seeds()).containsExactly("127.0.0.1:7000", "127.0.0.1:7001", "127.0.0.1:7002");
    }

    @Test
    void stopsAtTheLastPortThereIs() {
        NodeSettings settings = settings("gossip.bind-port", "65534", "gossip.port-fallback", "9");

        assertThat(settings.portFallback()).isEqualTo(1);
        assertThat(settings.seeds()).containsExactly("127.0.0.1:65534", "127.0.0.1:65535");
    }

    @Test
    void hasNoRangeToLookAtIfAnyPortWillDo() {
        assertThat(settings("gossip.bind-port", "0").seeds()).isEmpty();
    }

    @Test
    void joinsNobodyIfTheSeedsAreSetToNone() {
        assertThat(settings("gossip.seeds", "").seeds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7946, 127.0.0.1",
        "localhost, 127.0.0.1",
        "[::1]:7946, 127.0.0.1",
        "10.0.0.7:7946, 0.0.0.0",
        "gossip.default.svc, 0.0.0.0",
        "127.example.org, 0.0.0.0",
        "fe80::1, 0.0.0.0"
    })
    void listensWhereItsSeedsCanAnswer(String seed, String bindHost) {
        assertThat(settings("gossip.seeds", seed).bindHost()).isEqualTo(bindHost);
    }

    @Test
    void oneSeedElsewhereIsEnoughToListenOnAllInterfaces() {
        NodeSettings settings = settings("gossip.seeds", "127.0.0.1,10.0.0.7");

        assertThat(settings.bindHost()).isEqualTo("0.0.0.0");
        assertThat(settings.listensOnAllInterfaces()).isTrue();
    }

    @Test
    void aSeedWithoutAPortHasTheOneThatIsSetHere() {
        assertThat(settings("gossip.seeds", "127.0.0.1,[::1],billing:8000").seeds())
                .containsExactly("127.0.0.1:7946", "[::1]:7946", "billing:8000");
        assertThat(settings("gossip.seeds", "127.0.0.1", "gossip.bind-port", "7000")
                        .seeds())
                .containsExactly("127.0.0.1:7000");
        assertThat(settings("gossip.seeds", "127.0.0.1", "gossip.bind-port", "0")
                        .seeds())
                .containsExactly("127.0.0.1:7946");
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 127.0.0.1",
        "'::', 127.0.0.1",
        "127.0.0.2, 127.0.0.2",
        "10.0.0.5, 10.0.0.5",
        "'::1', [::1]",
        "[fe80::1], [fe80::1]"
    })
    void looksForOthersAtTheAddressItListensOn(String bindAddress, String seedHost) {
        assertThat(settings("gossip.bind-address", bindAddress).seeds())
                .containsExactlyElementsOf(range(seedHost, 7946, 7955));
    }

    @Test
    void tellsItsZone() {
        assertThat(settings("gossip.zone", "a").tags()).containsExactly(Map.entry("zone", "a"));
    }

    @Test
    void takesTheZoneOfTheLoadBalancerIfItHasNone() {
        assertThat(NodeSettings.of(bind(Map.of()), "b").tags()).containsExactly(Map.entry("zone", "b"));
        assertThat(NodeSettings.of(bind(Map.of("gossip.zone", "a")), "b").tags())
                .containsExactly(Map.entry("zone", "a"));
        assertThat(NodeSettings.of(bind(Map.of("gossip.tags.zone", "a")), "b").tags())
                .containsExactly(Map.entry("zone", "a"));
    }

    private static List<String> range(String host, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(port -> host + ":" + port)
                .toList();
    }

    private static NodeSettings settings(String... properties) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < properties.length; i += 2) {
            map.put(properties[i], properties[i + 1]);
        }
        return NodeSettings.of(bind(map), null);
    }

    private static GossipProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("gossip", GossipProperties.class);
    }
}
