package io.gossip.wire;

import static io.gossip.wire.WireSamples.ALIVE_NODE_A_HEX;
import static io.gossip.wire.WireSamples.MINIMAL_PING_HEX;
import static io.gossip.wire.WireSamples.assertRejected;
import static io.gossip.wire.WireSamples.compound;
import static io.gossip.wire.WireSamples.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gossip.wire.WireException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompoundTest {

    private final List<String> parts = new ArrayList<>();

    @Test
    void isWrittenAsGoDoes() {
        assertThat(hex(compound(hex(MINIMAL_PING_HEX), hex(ALIVE_NODE_A_HEX))))
                .isEqualTo("07020011003e" + MINIMAL_PING_HEX + ALIVE_NODE_A_HEX);
    }

    @Test
    void handsOutItsPartsInOrder() throws WireException {
        read("03 0001 0000 0002 aa bbcc ffff");
        assertThat(parts).containsExactly("aa", "", "bbcc");
        read("00");
        assertThat(parts).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "0100", "02000100", "ff0001"})
    void handsOutNothingIfItsLengthsAreIncomplete(String bytes) {
        assertRejected(Reason.TRUNCATED, () -> read(bytes));
        assertThat(parts).isEmpty();
    }

    @Test
    void handsOutThePartsBeforeTheOneThatIsCutOff() {
        WireException why = assertRejected(Reason.TRUNCATED, () -> read("04 0001 0002 0003 0001 aa bbcc dd"));
        assertThat(parts).containsExactly("aa", "bbcc");
        assertThat(why).hasMessageContaining("last 2 parts");
        assertRejected(Reason.TRUNCATED, () -> read("01 ffff aa"));
        assertThat(parts).isEmpty();
    }

    @Test
    void hasAtMost255PartsOfAtMost65535Bytes() throws WireException {
        Bytes longest = Bytes.of(new byte[Compound.MAX_PART_BYTES]);
        read(hex(compound(longest, longest)).substring(2));
        assertThat(parts).hasSize(2).allMatch(part -> part.length() == 2 * 65_535);
        read(hex(compound(Collections.nCopies(255, hex("01")).toArray(Bytes[]::new)))
                .substring(2));
        assertThat(parts).hasSize(255).containsOnly("01");
        assertThatIllegalArgumentException().isThrownBy(() -> compound(Bytes.of(new byte[65_536])));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compound(Collections.nCopies(256, hex("01")).toArray(Bytes[]::new)));
    }

    @Test
    void addsTheOverheadItSays() {
        assertThat(compound().length()).isEqualTo(Compound.OVERHEAD);
        assertThat(compound(hex("01"), hex("02")).length())
                .isEqualTo(Compound.OVERHEAD + 2 * Compound.PART_OVERHEAD + 2);
    }

    private void read(String behindType) throws WireException {
        parts.clear();
        Compound.read(hex(behindType).asBuffer(), part -> parts.add(hex(part)));
    }
}
