package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few nodes with the LAN profile that never push and pull. */
class SmallClusterNewsTest {

    private static final int PIECES = 300;

    private final TestCluster cluster =
            new TestCluster(1, name -> MemberlistConfig.lan(name).pushPullInterval(Duration.ZERO));

    /** With memberlist's transmit limit somebody is missed by 2 of 100 pieces in a cluster of six, by 5 in one of eight. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9})
    void gossipMissesNobody(int size) {
        List<TestNode> nodes = cluster.form(size);
        cluster.advance(Duration.ofSeconds(5));
        for (int i = 0; i < PIECES; i++) {
            TestNode teller = nodes.get(i % size);
            teller.application.meta = Say.text("piece " + i);
            teller.run(() -> teller.node.updateMeta(Duration.ofSeconds(5), () -> {}));
            cluster.advance(Duration.ofSeconds(2));
            Bytes piece = teller.application.meta;
            assertThat(nodes)
                    .allSatisfy(node -> assertThat(node.node.members())
                            .anyMatch(member -> member.meta().equals(piece)));
        }
    }
}
