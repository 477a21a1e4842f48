package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.interop.ChildNode;
import io.gossip.serf.MemberStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that is stopped for a while and goes on, as a virtual machine does that is moved. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGSTOP")
class PausedProcessIT {

    private static final Duration PAUSE = Duration.ofSeconds(20);

    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void whoStoodStillForTwentySecondsHoldsNobodyForDeadAndComesBackByItself() {
        List<GossipNode> nodes = new ArrayList<>();
        for (int i = 1; i <= 4; i++) {
            GossipBuilder node = Gossip.builder().name("n" + i).bind("127.0.0.1", 0);
            if (i > 1) {
                node.seeds(nodes.get(0).advertisedAddress().toString());
            }
            nodes.add(node.start());
            open.add(nodes.get(i - 1));
        }
        ChildNode sleeper = ChildNode.start(
                directory, "sleeper", nodes.get(0).advertisedAddress().toString());
        open.add(sleeper);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> sleeper.events().size() == 5 && all(nodes, MemberStatus.ALIVE));

        sleeper.pause();
        long pausedAt = System.nanoTime();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> System.nanoTime() - pausedAt >= PAUSE.toNanos() && all(nodes, MemberStatus.FAILED));
        sleeper.resume();

        await().atMost(Duration.ofSeconds(5)).until(() -> all(nodes, MemberStatus.ALIVE));
        // Longer than a round of probes and the suspicions that might come of it.
        await().during(Duration.ofSeconds(12))
                .atMost(Duration.ofSeconds(13))
                .until(() -> all(nodes, MemberStatus.ALIVE));
        assertThat(sleeper.events())
                .containsExactlyInAnyOrder("JOIN sleeper", "JOIN n1", "JOIN n2", "JOIN n3", "JOIN n4");
        assertThat(nodes)
                .allSatisfy(node -> assertThat(node.serf().members())
                        .filteredOn(member -> !member.name().equals("sleeper"))
                        .extracting(member -> member.status())
                        .containsOnly(MemberStatus.ALIVE));
    }

    private static boolean all(List<GossipNode> nodes, MemberStatus status) {
        return nodes.stream()
                .allMatch(node -> node.serf()
                        .member("sleeper")
                        .filter(member -> member.status() == status)
                        .isPresent());
    }
}
