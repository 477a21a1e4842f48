package io.gossip.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.serf.Serf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications with keys: who has the same one is let in, who has another one is not, and reads why. */
@ExtendWith(OutputCaptureExtension.class)
class EncryptedApplicationsIT {

    private static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static final String OTHER_KEY = "YWFhYWFhYWFhYWFhYWFhYQ==";
    private static final String REASON = "no key on the keyring opens it";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final int gossipPort = FreePorts.first();
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

    @AfterEach
    void closeAll() {
        applications.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void findEachOtherByTheirKeyAndKeepAStrangerOut(CapturedOutput output) throws Exception {
        Path keyring = Files.writeString(directory.resolve("keyring.json"), "[\"" + KEY + "\"]");
        ConfigurableApplicationContext first = start("--gossip.encryption.key=" + KEY);
        ConfigurableApplicationContext second = start("--gossip.encryption.keyring-file=" + keyring);
        await().atMost(SOON).until(() -> instances(first) == 2 && instances(second) == 2);
        assertThat(first.getBean(Serf.class).encrypted()).isTrue();
        assertThat(output).doesNotContain(REASON);

        long started = System.nanoTime();
        ConfigurableApplicationContext stranger = start("--gossip.encryption.key=" + OTHER_KEY);
        await().atMost(SOON)
                .until(() -> List.of(first, second, stranger).stream()
                        .allMatch(application -> application.getBean(Serf.class).rejectedInputs() >= 2));

        assertThat(instances(first)).isEqualTo(2);
        assertThat(instances(stranger)).isEqualTo(1);
        // Each of the three says it once, however often the stranger tries; and again only after a while.
        long intervals = 1 + Duration.ofNanos(System.nanoTime() - started).dividedBy(LOG_INTERVAL);
        assertThat(output.toString().lines().filter(line -> line.contains("Dropped input")))
                .hasSizeBetween(3, (int) (3 * intervals))
                .allMatch(line -> line.contains(REASON));
        assertThat(output).doesNotContain(KEY.substring(0, 8), OTHER_KEY.substring(0, 8));
    }

    @Test
    void areKeptApartByTheirLabels() {
        ConfigurableApplicationContext blue = start("--gossip.label=blue");
        ConfigurableApplicationContext green = start("--gossip.label=green", "--gossip.compression=false");
        ConfigurableApplicationContext alsoBlue = start("--gossip.label=blue");
        await().atMost(SOON).until(() -> instances(blue) == 2 && instances(alsoBlue) == 2);
        await().atMost(SOON).until(() -> green.getBean(Serf.class).rejectedInputs() > 0);
        assertThat(instances(green)).isEqualTo(1);
    }

    private ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = TestApplication.arguments("inventory", gossipPort, settings);
        arguments.add("--logging.config=classpath:logback-gossip.xml");
        ConfigurableApplicationContext application = TestApplication.start(TestApplication.class, arguments);
        applications.add(application);
        return application;
    }

    private static int instances(ConfigurableApplicationContext application) {
        return application
                .getBean(DiscoveryClient.class)
                .getInstances("inventory")
                .size();
    }
}
