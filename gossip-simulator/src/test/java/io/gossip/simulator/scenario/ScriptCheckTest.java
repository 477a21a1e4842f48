package io.gossip.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import io.gossip.simulator.faults.FaultScript;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script may name in a cluster of five nodes that runs for a minute. */
class ScriptCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "crash 200; number of hosts in fault 'crash 200 at 0s' is 200, but must be 1 to 5, as there are no more",
                "loss 5%, crash 6 at 1s; number of hosts in fault 'crash 6 at 1s' is 6, but must be 1 to 5",
                "loss 5% from 6; number of hosts in fault 'loss 5% from 6 at 0s' is 6",
                "loss 5% from 1 to 7; number of hosts in fault 'loss 5% from 1 to 7 at 0s' is 7",
                "flip 1s 1s freeze 6; number of hosts in fault 'flip 1s 1s freeze 6 at 0s' is 6",
                "freeze n3+n7 at 10s for 1s; host in fault 'freeze n3,n7 at 10s for 1s' is n7, but must be one of n1 to n5",
                "freeze n0; host in fault 'freeze n0 at 0s' is n0",
                "crash web; host in fault 'crash web at 0s' is web",
                "crash 1 at 60s; begin of fault 'crash 1' is 1m, but must be before 1m, the end of the run",
                "crash 1 at 2m for 5s; begin of fault 'crash 1' is 2m",
                "crash n6 at 5s for 5s, join 3 5s at 11s; host in fault 'crash n6 at 5s for 5s' is n6, but must be one of n1 to n5"
            })
    void aFaultThatCannotHitWhatItNamesIsRefused(String script, String message) {
        assertThatThrownBy(() -> check(script.replace(",", ";").replace("+", ",")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crash 5",
                "crash 100%",
                "freeze n1,n5 at 59s for 10m",
                "crash n8 at 10s; join 3 5s at 2s",
                "join 3 5s; crash 8 at 10s",
                "flip 1s 1s join 1 1s; crash n40 at 50s",
                "delay lognormal 10ms 1.5; ring 1; discovery self"
            })
    void anythingElseMayBeTried(String script) {
        assertThatCode(() -> check(script)).doesNotThrowAnyException();
    }

    @Test
    void itIsSaidBeforeAnythingRuns() {
        Scenario scenario = Scenario.of(5).with(FaultScript.parse("crash 6 at 10s"));

        assertThatThrownBy(scenario::run).isInstanceOf(ConfigurationException.class);
    }

    private static void check(String script) {
        new ScriptCheck(FaultScript.parse(script), 5, Duration.ofMinutes(1)).check();
    }
}
