package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Address;
import io.gossip.wire.Message.Alive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortMaskTest {

    private final Address withPort = Say.address("10.0.0.2", 1234);
    private final Address withoutPort = Say.address("10.0.0.2", 0);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void leavesAPortAlone(int protocol) {
        assertThat(new PortMask(protocol, 7946).complete(withPort)).isSameAs(withPort);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void fillsInAMissingPort(int protocol) {
        assertThat(new PortMask(protocol, 7946).complete(withoutPort)).isEqualTo(Say.address("10.0.0.2", 7946));
    }

    @Test
    void protocolOneHasAllNodesOnOnePort() {
        assertThat(new PortMask(1, 7946).complete(withPort)).isEqualTo(Say.address("10.0.0.2", 7946));
    }

    @Test
    void completesAnAnnouncementAndNothingElseOfIt() {
        Alive incomplete = new Alive(3, "b", withoutPort, Say.text("meta"), Say.VERSIONS);
        PortMask mask = new PortMask(2, 7946);
        assertThat(mask.complete(incomplete))
                .isEqualTo(new Alive(3, "b", Say.address("10.0.0.2", 7946), Say.text("meta"), Say.VERSIONS));
        Alive complete = Say.alive("b", 3, withPort);
        assertThat(mask.complete(complete)).isSameAs(complete);
    }

    @Test
    void keepsTheAddressBytesAsTheyAre() {
        Address mapped = Say.mapped(withoutPort);
        assertThat(new PortMask(2, 7946).complete(mapped).ip()).isEqualTo(mapped.ip());
    }
}
