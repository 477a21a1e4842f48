package io.gossip.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults as text. */
class FaultParserTest {

    private static final Path MANUAL = Path.of("..", "docs", "simulator.md");

    @Test
    void readsAFaultWithItsTime() {
        assertThat(FaultParser.timed("partition 50% at 30s for 60s"))
                .isEqualTo(new TimedFault(
                        Duration.ofSeconds(30), Duration.ofSeconds(60), new Partition(new Targets.Share(0.5))));
        assertThat(FaultParser.timed("freeze n3,n7 at 10s for 500ms"))
                .isEqualTo(new TimedFault(
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500),
                        new Freeze(new Targets.Named(Set.of("n3", "n7")))));
    }

    @Test
    void withoutATimeItBeginsAtOnceAndLastsToTheEnd() {
        assertThat(FaultParser.timed("loss 5%"))
                .isEqualTo(new TimedFault(Duration.ZERO, TimedFault.FOREVER, new Loss(0.05)));
        assertThat(FaultParser.timed("crash 2 at 1m"))
                .isEqualTo(new TimedFault(Duration.ofMinutes(1), TimedFault.FOREVER, new Crash(new Targets.Count(2))));
    }

    @Test
    void readsAScriptOfLinesSemicolonsAndComments() {
        FaultScript script = FaultScript.parse("""
                # a bad day
                loss 5%; crash 2 at 1m   # and then

                flip 20s 20s partition 50% udp in at 10s for 5m
                """);

        assertThat(script)
                .hasToString("loss 5% at 0s; crash 2 at 1m; flip 20s 20s partition 50% udp in at 10s for 5m")
                .isEqualTo(FaultScript.parse(script.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss 5%",
                "loss 0.1% from n1",
                "loss 7% from 50% to n1,n2",
                "bursts 20% 2s to 3",
                "duplicate 15% 0s 100ms",
                "duplicate 1% 1m 1h",
                "reorder 10% 500ms",
                "delay fixed 10ms",
                "delay uniform 100us 50ms from n1",
                "delay normal 20ms 5ms",
                "delay lognormal 10ms 1.5",
                "delay regions 1ms 80ms",
                "corrupt 5% flip",
                "corrupt 5% truncate from n1",
                "corrupt 5% garbage",
                "mtu 512",
                "partition 50%",
                "partition 1 tcp out",
                "partition n1 udp",
                "partition n1 in",
                "ring 1",
                "bridge 1",
                "freeze n3,n7",
                "stall 100%",
                "starve 2 500ms 2s500ms",
                "slow 2 20us",
                "drift 50% -200ppm",
                "buffer 1 250",
                "crash 2",
                "crash 33.3% moved",
                "crash n1 renamed",
                "kill 2",
                "leave 100%",
                "leave n1 moved",
                "join 10 1s",
                "restart 100% 5s 10s",
                "meta 30% 512",
                "flip 20s 20s partition 50%",
                "conflict n1",
                "intruder label",
                "takeover 2",
                "refuse",
                "refuse to n1",
                "reset 10%",
                "trickle 1B/s from n1",
                "discovery stale",
                "discovery changing",
                "delegate throws 50%",
                "delegate blocks n1,n2",
                "delegate slow 2 1s500ms",
                "rollout encryption 1s",
                "rollout label 0s",
                "rollout version 10ms",
                "rotate 2s",
                "exhaust ports 1",
                "exhaust buffers n1",
                "broadcast 50% 300 1",
                "crowd 1 255",
            })
    void readsBackWhatItWrites(String text) {
        Fault fault = FaultParser.fault(text);

        assertThat(fault).hasToString(text).isEqualTo(FaultParser.fault(fault.toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "los 5%          | fault is 'los 5%', but must be one of: loss, bursts,",
                "loss            | (a share such as 5% is missing), but must be 'loss <share> [links]', links being",
                "loss 0.05       | ('0.05' is no share such as 5%)",
                "loss 101%       | ('101%' is more than 100%)",
                "loss 5% twice   | fault is 'loss 5% twice', but must be without 'twice', or with it in another place",
                "loss 5% at noon | ('noon' is no time such as 500ms, 30s or 1m30s), but must be followed by 'at <time>', 'for <time>'",
                "loss 5% for 30  | ('30' is no time such as 500ms, 30s or 1m30s)",
                "loss 5% for 999999h | ('999999h' is more than 87600h)",
                "crash 0         | (0 hosts, where one is the least)",
                "crash 0%        | (a share of 0.0, which must be above 0 and at most 1)",
                "crash a/b       | ('a/b' says no hosts as 50%, 3 or n1,n7 do)",
                "ring 0          | (the reach is 0, where 1 to 100000 is allowed)",
                "drift 1 200     | ('200' is no number such as 3ppm)",
                "corrupt 1% burn | ('burn' is none of flip, truncate, garbage)",
                "delay pink 1s   | ('pink' is none of fixed, uniform, normal, lognormal, regions)",
                "delay uniform 2s 1s | (2s to 1s, where the second must not be the less)",
                "delegate slow 1 | (a time such as 30s is missing)",
                "crowd 1 256     | (the number of messages in a packet is 256, where 1 to 255 is allowed)",
                "flip 1s 1s loss | but must be 'loss <share> [links]'",
            })
    void saysWhatIsWrongAndWhatIsAllowed(String text, String complaint) {
        assertThatThrownBy(() -> FaultParser.timed(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void everyFormHasAReaderOfItsOwn() {
        assertThat(FaultParser.forms()).extracting(FaultForm::keyword).doesNotHaveDuplicates();
    }

    @Test
    void theManualListsAllFormsAndNoOthers() throws IOException {
        String manual = Files.readString(MANUAL);
        String table = manual.substring(
                manual.indexOf("| fault | what goes wrong |"), manual.indexOf("| in place of | write |"));

        assertThat(table.lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(FaultParser.forms().stream()
                        .map(form -> "| `" + form.toString().replace("|", "\\|") + "` | " + form.meaning() + " |")
                        .toList());
    }

    @Test
    void theScriptInTheManualCanBeRead() throws IOException {
        String manual = Files.readString(MANUAL);
        String block = manual.substring(manual.indexOf("```", manual.indexOf("## Faults")) + 3);

        assertThat(FaultScript.parse(block.substring(0, block.indexOf("```"))).faults())
                .hasSizeGreaterThan(3);
    }
}
