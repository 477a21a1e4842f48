package io.gossip.sample.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import io.gossip.sample.storefront.OwnProcesses.OwnProcess;
import io.gossip.sample.storefront.Timeline;
import io.gossip.sample.storefront.Timeline.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetIT {

    private final Timeline timeline = mock();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    @Test
    void saysThatAProcessHasEndedByItself() {
        Fleet fleet = fleetOf("3");
        OwnProcess process = fleet.startOne().orElseThrow();

        verify(timeline, timeout(10_000)).add(Kind.CRASHED, process.name());
        await().untilAsserted(() -> assertThat(fleet.running()).isEmpty());
    }

    @Test
    void putsTheNameBeforeTheOutput() {
        OwnProcess process = fleetOf("0").startOne().orElseThrow();

        await().untilAsserted(() -> assertThat(output.toString(StandardCharsets.UTF_8))
                .isEqualToNormalizingNewlines("inventory-" + process.pid() + " | hello\n"));
    }

    @Test
    void killsWhatDoesNotStop() throws Exception {
        Fleet fleet = fleetOf("stubborn");
        OwnProcess process = fleet.startOne().orElseThrow();
        ProcessHandle handle = ProcessHandle.of(process.pid()).orElseThrow();

        fleet.destroy();

        await().untilAsserted(() -> assertThat(handle.isAlive()).isFalse());
        verify(timeline, never()).add(Kind.CRASHED, process.name());
    }

    @Test
    void startsNothingAnyMoreWhenItIsClosed() throws Exception {
        Fleet fleet = fleetOf("stubborn");
        fleet.destroy();

        assertThat(fleet.startOne()).isEmpty();
    }

    private Fleet fleetOf(String behaviour) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(java, "-cp", "target/test-classes", TestChild.class.getName(), behaviour);
        return new Fleet(
                command, timeline, new PrintStream(output, true, StandardCharsets.UTF_8), Duration.ofMillis(300));
    }
}
