package io.gossip.spring.boot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.serf.MemberStatus;
import io.gossip.serf.Serf;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.ConfigurableApplicationContext;

/** Three applications on one machine, with no seeds and no addresses: they find each other, and lose each other again. */
class ThreeApplicationsIT {

    private static final Duration FOUND_WITHIN = Duration.ofSeconds(2);
    private static final Duration GONE_AFTER_CLOSE_WITHIN = Duration.ofSeconds(1);

    /**
     * How long a killed member of three can stay listed, in the LAN profile: each of the other two probes one member per second
     * in a shuffled round of two, so the dead one's turn comes after at most 3 s (last of one round, first of the next but one
     * probe under way); the probe itself takes its interval of 1 s; the suspicion takes 4 x log10(n) s, at least 4 s, and with
     * nobody left to confirm it (three members, two of them needed) not more either; and the news of the death takes a gossip
     * interval of 0.2 s to reach the other. One second on top for a busy build machine.
     */
    private static final Duration GONE_AFTER_KILL_WITHIN = Duration.ofMillis(3000 + 1000 + 4000 + 200 + 1000);

    private final int gossipPort = FreePorts.first();
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

    @AfterEach
    void closeAll() {
        applications.forEach(ConfigurableApplicationContext::close);
    }

    @Test
    void findEachOtherAndNoticeThatOneIsClosed(TestReporter reporter) throws Exception {
        start();
        start();
        start();
        long lastStarted = System.nanoTime();
        within(FOUND_WITHIN).until(() -> applications.stream().allMatch(application -> instances(application) == 3));
        reporter.publishEntry("all found after the last start", millisSince(lastStarted));

        ConfigurableApplicationContext third = applications.remove(2);
        long closed = System.nanoTime();
        Thread closing = new Thread(third::close, "closing");
        closing.start();
        within(GONE_AFTER_CLOSE_WITHIN)
                .until(() -> applications.stream().allMatch(application -> instances(application) == 2));
        reporter.publishEntry("gone after close", millisSince(closed));

        closing.join();
        within(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(statusesSeenBy(applications.get(0)))
                        .containsExactlyInAnyOrder(MemberStatus.ALIVE, MemberStatus.ALIVE, MemberStatus.LEFT));
    }

    @Test
    void noticeThatOneIsKilled(TestReporter reporter) throws Exception {
        start();
        start();
        Process third = new ProcessBuilder(command())
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
        try {
            within(Duration.ofSeconds(60))
                    .until(() -> applications.stream().allMatch(application -> instances(application) == 3));

            third.destroyForcibly();
            long killed = System.nanoTime();
            within(GONE_AFTER_KILL_WITHIN)
                    .until(() -> applications.stream().allMatch(application -> instances(application) == 2));
            reporter.publishEntry("gone after kill", millisSince(killed));

            assertThat(statusesSeenBy(applications.get(0)))
                    .containsExactlyInAnyOrder(MemberStatus.ALIVE, MemberStatus.ALIVE, MemberStatus.FAILED);
        } finally {
            third.destroyForcibly();
        }
    }

    private void start() {
        applications.add(TestApplication.start("inventory", gossipPort));
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TestApplication.class.getName()));
        command.addAll(TestApplication.arguments("inventory", gossipPort));
        return command;
    }

    private static int instances(ConfigurableApplicationContext application) {
        return application
                .getBean(DiscoveryClient.class)
                .getInstances("inventory")
                .size();
    }

    private static List<MemberStatus> statusesSeenBy(ConfigurableApplicationContext application) {
        return application.getBean(Serf.class).members().stream()
                .map(member -> member.status())
                .toList();
    }

    private static ConditionFactory within(Duration duration) {
        return await().atMost(duration).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    private static String millisSince(long nanoTime) {
        return (System.nanoTime() - nanoTime) / 1_000_000 + " ms";
    }
}
