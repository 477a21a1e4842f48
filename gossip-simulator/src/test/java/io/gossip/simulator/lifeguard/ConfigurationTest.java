package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @ParameterizedTest
    @CsvSource({
        "swim,          5, 1, 0, 1, false",
        "lha-probe,     5, 1, 0, 9, false",
        "lha-suspicion, 5, 6, 3, 1, false",
        "buddy-system,  5, 1, 0, 1, true",
        "lifeguard,     5, 6, 3, 9, true",
        "a2b4,          2, 4, 3, 9, true"
    })
    void switchesThePartsOfLifeguardOnAndOff(
            String id, int alpha, int beta, int confirmations, int maxMultiplier, boolean buddySystem) {
        MemberlistConfig settings = settings(id);
        assertThat(settings.suspicion().multiplier()).isEqualTo(alpha);
        assertThat(settings.suspicion().maxTimeoutMultiplier()).isEqualTo(beta);
        assertThat(settings.suspicion().confirmations()).isEqualTo(confirmations);
        assertThat(settings.probing().awarenessMaxMultiplier()).isEqualTo(maxMultiplier);
        assertThat(settings.probing().buddySystem()).isEqualTo(buddySystem);
        assertThat(settings.probing().clockWaitsForSending()).isFalse();
        assertThat(settings.gossip().eager()).isFalse();
    }

    @Test
    void ownIsTheLanProfile() {
        MemberlistConfig lan = MemberlistConfig.lan("n").build();
        assertThat(settings("own-defaults").probing())
                .usingRecursiveComparison()
                .isEqualTo(lan.probing());
        assertThat(settings("own-defaults").suspicion()).isEqualTo(lan.suspicion());
        assertThat(settings("own-defaults").gossip()).isEqualTo(lan.gossip());
    }

    @Test
    void theTuningGridIsThatOfTableSeven() {
        List<String> labels =
                Configuration.tuning().stream().map(Configuration::label).toList();
        assertThat(labels).hasSize(8).isSubsetOf(Paper.TUNING.keySet());
        assertThat(Paper.TUNING).containsKey(Configuration.LIFEGUARD).hasSize(9);
    }

    private static MemberlistConfig settings(String id) {
        return Configuration.all().stream()
                .filter(configuration -> configuration.id().equals(id))
                .findFirst()
                .orElseThrow()
                .profile()
                .apply("n")
                .build();
    }
}
