package io.gossip.simulator.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.scenario.NetworkConditions;
import io.gossip.simulator.scenario.NodeSettings;
import io.gossip.simulator.scenario.Result;
import io.gossip.simulator.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void patientNodesDeclareNobodyDeadWhoPausesForEightSeconds() {
        NodeSettings patient =
                NodeSettings.LAN.with(settings -> settings.suspicionMultiplier(6), "suspicion multiplier 6");
        Result result = Scenario.of(100)
                .with(patient)
                .on(NetworkConditions.PERFECT.withLoss(0.03))
                .with(FaultScript.parse("freeze 10% at 10s for 8s"))
                .lasting(Duration.ofMinutes(1))
                .fast()
                .run();
        assertThat(result.statistics().wrong().deaths()).isZero();
    }
}
