package io.gossip.serf;

import static io.gossip.serf.Vectors.ascii;
import static io.gossip.serf.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gossip.wire.Bytes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagsTest {

    @ParameterizedTest
    @CsvSource({"role, web, ff81a4726f6c65a3776562", "a, b, ff81a161a162"})
    void writesAndReadsWhatGoWrites(String key, String value, String bytes) {
        assertThat(hex(Tags.encode(Map.of(key, value)))).isEqualTo(bytes);
        assertThat(Tags.decode(hex(bytes))).isEqualTo(Map.of(key, value));
    }

    @Test
    void writesLongValuesInTheOldForm() {
        String bytes = "ff81a16bda0028" + Vectors.FORTY_X;
        assertThat(hex(Tags.encode(Map.of("k", "x".repeat(40))))).isEqualTo(bytes);
        assertThat(Tags.decode(hex(bytes))).isEqualTo(Map.of("k", "x".repeat(40)));
    }

    @Test
    void noTagsAreTwoBytes() {
        assertThat(hex(Tags.encode(Map.of()))).isEqualTo("ff80");
        assertThat(Tags.decode(hex("ff80"))).isEmpty();
        assertThat(Tags.decode(hex("ffc0"))).isEmpty();
    }

    @Test
    void equalTagsGiveEqualBytesSortedByKey() {
        assertThat(hex(Tags.encode(Map.of("b", "2", "a", "1")))).isEqualTo("ff82a161a131a162a132");
    }

    @Test
    void metaOfVeryOldNodesIsTheRole() {
        assertThat(Tags.decode(ascii("web"))).isEqualTo(Map.of("role", "web"));
        assertThat(Tags.decode(Bytes.EMPTY)).isEqualTo(Map.of("role", ""));
    }

    @Test
    void keepsWhatStandsBeforeABreak() {
        assertThat(Tags.decode(hex("ff82a161a162a163"))).isEqualTo(Map.of("a", "b"));
        assertThat(Tags.decode(hex("ff"))).isEmpty();
    }

    @Test
    void refusesMoreThan512BytesAndTellsHowMany() {
        String longest = "x".repeat(512 - 2 - 2 - 3);
        assertThat(Tags.encode(Map.of("k", longest)).length()).isEqualTo(Tags.LIMIT);
        TagsTooLargeException refused =
                catchThrowableOfType(TagsTooLargeException.class, () -> Tags.encode(Map.of("k", longest + "x")));
        assertThat(refused.size()).isEqualTo(513);
        assertThat(refused.limit()).isEqualTo(512);
        assertThat(refused).hasMessageContaining("513").hasMessageContaining("512");
    }

    @Test
    void countsBytesAndNotCharacters() {
        assertThat(Tags.encode(Map.of("k", "ü".repeat(20))).length()).isEqualTo(2 + 2 + 3 + 40);
    }
}
