package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberChange.Kind;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MemberChangeSumsTest {

    private final MemberChangeSums sums = new MemberChangeSums();

    @ParameterizedTest
    @EnumSource
    void whatHappensAloneIsToldAsItIs(Kind kind) {
        MemberChange change = new MemberChange(kind, node(1));
        assertThat(sums.add(kind == Kind.JOINED ? null : Kind.JOINED, null, change))
                .isEqualTo(change);
    }

    @ParameterizedTest
    @CsvSource({
        "JOINED, UPDATED, JOINED",
        "JOINED, REANNOUNCED, JOINED",
        "JOINED, SUSPECTED, JOINED",
        "UPDATED, UPDATED, UPDATED",
        "UPDATED, REANNOUNCED, UPDATED",
        "UPDATED, SUSPECTED, UPDATED",
        "UPDATED, LEFT, LEFT",
        "REANNOUNCED, UPDATED, UPDATED",
        "REANNOUNCED, SUSPECTED, SUSPECTED",
        "SUSPECTED, REANNOUNCED, REANNOUNCED",
        "SUSPECTED, LEFT, LEFT",
        "LEFT, JOINED, UPDATED"
    })
    void twoComeToOneThatTellsTheNewestState(Kind first, Kind second, Kind both) {
        Kind known = first == Kind.JOINED ? null : Kind.JOINED;
        assertThat(sums.add(known, new MemberChange(first, node(1)), new MemberChange(second, node(2))))
                .isEqualTo(new MemberChange(both, node(2)));
    }

    @Test
    void whoCameAndWentWasNeverThere() {
        assertThat(sums.add(null, new MemberChange(Kind.JOINED, node(1)), new MemberChange(Kind.LEFT, node(2))))
                .isNull();
    }

    private static Node node(long incarnation) {
        return new Node("b", Say.addressOf("b"), Bytes.EMPTY, Say.VERSIONS, incarnation, NodeState.ALIVE);
    }
}
