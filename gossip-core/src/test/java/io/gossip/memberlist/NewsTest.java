package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How fast a piece of news is known to a hundred nodes with the LAN profile on a network that takes half a millisecond. */
class NewsTest {

    private static final int NODES = 100;

    private final TestCluster cluster =
            new TestCluster(1, name -> MemberlistConfig.lan(name).probeInterval(Duration.ofHours(1)));
    private final List<TestNode> nodes = form();

    /** A tick alone, as in Go, takes 0.74 s in the median, for the same 1,200 packets. */
    @Test
    void newsAfterAQuietTimeIsKnownToAllInATenthOfASecondOrTwoTicks() {
        List<Long> millis = new ArrayList<>();
        long packetsBefore = cluster.net.packetsSent();
        for (int i = 0; i < NODES; i++) {
            long toldAt = cluster.time.nanoTime();
            tell(nodes.get(i));
            cluster.advance(Duration.ofSeconds(1));
            millis.add(millisUntilTheLastKnew(nodes.get(i), toldAt));
        }
        Collections.sort(millis);
        assertThat(millis.get(NODES / 2)).isLessThan(250);
        assertThat(millis.get(NODES * 9 / 10)).isLessThan(450);
        assertThat((cluster.net.packetsSent() - packetsBefore) / NODES).isBetween(1180L, 1220L);
    }

    /** A tick alone takes 0.79 s in the median. */
    @Test
    void tenPiecesInASecondDoNotWaitForEachOther() {
        List<Long> toldAt = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            toldAt.add(cluster.time.nanoTime());
            tell(nodes.get(i));
            cluster.advance(Duration.ofMillis(100));
        }
        cluster.advance(Duration.ofSeconds(3));
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            millis.add(millisUntilTheLastKnew(nodes.get(i), toldAt.get(i)));
        }
        Collections.sort(millis);
        assertThat(millis.get(25)).isLessThan(300);
        assertThat(millis.get(45)).isLessThan(500);
    }

    private List<TestNode> form() {
        cluster.net.setLatency(Duration.ofNanos(500_000));
        cluster.net.setJitter(Duration.ofNanos(100_000));
        List<TestNode> formed = cluster.form(NODES);
        cluster.advance(Duration.ofSeconds(5));
        cluster.forgetEvents();
        return formed;
    }

    private static void tell(TestNode teller) {
        teller.application.meta = Say.text("new");
        teller.run(() -> teller.node.updateMeta(Duration.ofSeconds(5), () -> {}));
    }

    private long millisUntilTheLastKnew(TestNode teller, long toldAt) {
        long last = 0;
        for (TestNode node : nodes) {
            Long heard = node.lastHeardOf("updated", teller);
            if (heard == null) {
                return Long.MAX_VALUE; // only a push/pull will tell him
            }
            last = Math.max(last, heard - toldAt);
        }
        return Duration.ofNanos(last).toMillis();
    }
}
