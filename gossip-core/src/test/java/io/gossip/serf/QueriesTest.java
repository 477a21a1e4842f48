package io.gossip.serf;

import static io.gossip.serf.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.LogLimiter;
import io.gossip.serf.SerfMessage.Query;
import io.gossip.virtual.VirtualTime;
import io.gossip.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueriesTest {

    private final List<String> sent = new ArrayList<>();
    private final Queries queries = new Queries(
            "n2", 8, new LogLimiter(new VirtualTime().eventLoop()), (to, message) -> sent.add(to + " " + hex(message)));

    @Test
    void confirmsAQueryThatWantsItOnce() {
        Query query = query(3, 0x12345678, Query.ACK, List.of());
        assertThat(queries.receive(query)).isTrue();
        assertThat(queries.receive(query)).isFalse();
        assertThat(sent)
                .containsExactly("127.0.0.1:7946 "
                        + "0585a5466c61677301a446726f6da26e32a24944ce12345678a54c54696d6503a75061796c6f6164c0");
    }

    @Test
    void passesOnButDoesNotConfirmAQueryThatDoesNotWantIt() {
        assertThat(queries.receive(query(3, 1, 0, List.of()))).isTrue();
        assertThat(sent).isEmpty();
    }

    @Test
    void doesNotPassOnWhatShallNotBe() {
        assertThat(queries.receive(query(3, 1, Query.ACK | Query.NO_BROADCAST, List.of())))
                .isFalse();
        assertThat(sent).hasSize(1);
    }

    @Test
    void tellsQueriesOfOneTimeApartByTheirId() {
        queries.receive(query(3, 1, 0, List.of()));
        assertThat(queries.receive(query(3, 2, 0, List.of()))).isTrue();
        assertThat(queries.receive(query(4, 1, 0, List.of()))).isTrue();
    }

    @Test
    void witnessesTheTimeAndIgnoresWhatIsTooOld() {
        queries.receive(query(20, 1, 0, List.of()));
        assertThat(queries.clock().time()).isEqualTo(21);
        assertThat(queries.receive(query(12, 1, Query.ACK, List.of()))).isFalse();
        assertThat(sent).isEmpty();
    }

    @Test
    void confirmsIfItIsAmongThoseAsked() {
        queries.receive(query(3, 1, Query.ACK, List.of(hex(Vectors.NODE_FILTER))));
        assertThat(sent).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0091a26e31", "0090", "00c0", "00", "00a26e32", "", "09", "0182a445787072a15ea3546167a4726f6c65"
            })
    void passesOnButDoesNotConfirmWhatIsAskedOfOthersOrNotUnderstood(String filter) {
        assertThat(queries.receive(query(3, 1, Query.ACK, List.of(hex(filter)))))
                .isTrue();
        assertThat(sent).isEmpty();
    }

    @Test
    void allFiltersMustPass() {
        queries.receive(query(3, 1, Query.ACK, List.of(hex(Vectors.NODE_FILTER), hex("0091a26e31"))));
        assertThat(sent).isEmpty();
    }

    @Test
    void doesNotConfirmToAnAddressThatIsNone() {
        Query query = new Query(3, 1, hex("7f00"), 7946, "n1", List.of(), Query.ACK, 0, 1, "load", Bytes.EMPTY);
        assertThat(queries.receive(query)).isTrue();
        assertThat(sent).isEmpty();
    }

    private static Query query(long time, long id, long flags, List<Bytes> filters) {
        return new Query(time, id, hex("7f000001"), 7946, "n1", filters, flags, 0, 1_000_000_000, "load", Bytes.EMPTY);
    }
}
