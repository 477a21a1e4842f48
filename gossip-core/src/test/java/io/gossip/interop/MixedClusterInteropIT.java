package io.gossip.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three Java nodes and three Go nodes in one cluster, with the times, labels and keys that users have. */
class MixedClusterInteropIT {

    private static final int EACH = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration CALM = Duration.ofSeconds(60);

    /** Whom the gossip of the Go nodes misses learns of the others by a push/pull, the first of which comes within a minute. */
    private static final Duration FIRST_EXCHANGE = Duration.ofSeconds(75);

    private final List<JavaPeer> java = new ArrayList<>();
    private final List<GoMemberlist> go = new ArrayList<>();

    @BeforeAll
    static void needsGo() {
        assumeTrue(GoPeer.build(), "there is no go command");
    }

    @AfterEach
    void killAll() {
        everybody().forEach(Peer::kill);
    }

    @Test
    void nobodyIsSuspectedUntilOneIsKilled() {
        Loopback addresses = Loopback.manyPorts();
        Setting setting = Setting.LABEL_AND_ENCRYPTION;
        for (int i = 1; i <= EACH; i++) {
            java.add(JavaPeer.start("java-" + i, addresses.next(), setting, Pace.LAN, Dialect.PLAIN));
            go.add(GoMemberlist.start("go-" + i, addresses.next(), setting, Pace.LAN));
        }
        String seed = java.get(0).address();
        everybody().skip(1).forEach(peer -> peer.join(seed));
        await().atMost(FIRST_EXCHANGE).until(this::everybodySeesEverybody);

        await().during(CALM)
                .atMost(CALM.plus(PATIENCE))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> suspicionsOfJava() + suspicionsOfGo() == 0);
        assertThat(everybodySeesEverybody()).isTrue();
        everybody().forEach(Peer::assertContent);

        GoMemberlist victim = go.remove(EACH - 1);
        victim.kill();
        await("the counters count").atMost(PATIENCE).until(() -> suspicionsOfJava() > 0 && suspicionsOfGo() > 0);
        await().atMost(PATIENCE).until(() -> everybody().noneMatch(peer -> peer.sees(victim, victim.name())));
    }

    private Stream<Peer> everybody() {
        return Stream.concat(java.stream(), go.stream());
    }

    private boolean everybodySeesEverybody() {
        return everybody().allMatch(peer -> everybody().allMatch(other -> peer.sees(other, other.name())));
    }

    private int suspicionsOfJava() {
        return java.stream().mapToInt(JavaPeer::suspicions).sum();
    }

    private int suspicionsOfGo() {
        return go.stream().mapToInt(GoMemberlist::suspicions).sum();
    }
}
