package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Versions;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MemberEventTest {

    @ParameterizedTest
    @CsvSource({
        "JOIN, UPDATE, JOIN",
        "UPDATE, UPDATE, UPDATE",
        "UPDATE, FAILED, FAILED",
        "UPDATE, LEAVE, LEAVE",
        "FAILED, LEAVE, LEAVE",
        "FAILED, JOIN, UPDATE",
        "LEAVE, JOIN, UPDATE",
        "REAP, JOIN, JOIN"
    })
    void twoComeToOneThatTellsTheNewestState(MemberEvent.Type first, MemberEvent.Type second, MemberEvent.Type both) {
        assertThat(event(first, 1).then(event(second, 2))).isEqualTo(event(both, 2));
    }

    @ParameterizedTest
    @EnumSource(
            value = MemberEvent.Type.class,
            names = {"LEAVE", "FAILED", "REAP"})
    void whoCameAndWentWasNeverThere(MemberEvent.Type gone) {
        assertThat(event(MemberEvent.Type.JOIN, 1).then(event(gone, 2))).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = MemberEvent.Type.class,
            names = {"LEAVE", "FAILED"})
    void thatItIsGoneIsToldAlsoIfItIsForgottenMeanwhile(MemberEvent.Type gone) {
        assertThat(event(gone, 1).then(event(MemberEvent.Type.REAP, 2))).isEqualTo(event(gone, 1));
    }

    private static MemberEvent event(MemberEvent.Type type, long incarnation) {
        Address address = Address.of(Bytes.of(new byte[] {10, 0, 0, 1}), 7946);
        Versions versions = new Versions(1, 5, 2, 2, 5, 5);
        return new MemberEvent(type, new Member("b", address, Map.of(), MemberStatus.ALIVE, versions, incarnation));
    }
}
