package io.gossip.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "web-1.example.com", "it's \"quoted\"", "Zürich", "東京", "\uD83D\uDE80"})
    void leavesAloneWhatCanBeRead(String name) {
        assertThat(Printable.of(name)).isSameAs(name);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, '\t', '\n', '\r', 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x200B, 0x2028, 0x2029, 0x202E, 0xFEFF})
    void escapesWhatBreaksLinesDrivesTerminalsOrIsInvisible(int codePoint) {
        assertThat(Printable.of("a" + Character.toString(codePoint) + "b"))
                .isEqualTo("a\\u%04xb".formatted(codePoint))
                .matches("[ -~]*");
    }

    @Test
    void escapesBothHalvesOfACharacterBeyondTheFirstPlaneAndHalvesThatStandAlone() {
        assertThat(Printable.of(Character.toString(0xE0001))).isEqualTo("\\udb40\\udc01");
        assertThat(Printable.of("a\uD83D")).isEqualTo("a\\ud83d");
    }

    @ParameterizedTest
    @CsvSource({"a\\b, a\\\\b", "a\\u000ab, a\\\\u000ab"})
    void doublesTheBackslashSoThatNoTwoNamesLookAlike(String name, String shown) {
        assertThat(Printable.of(name)).isEqualTo(shown);
    }

    @Test
    void cutsWhatIsTooLongBetweenCharacters() {
        assertThat(Printable.of("x".repeat(512))).hasSize(512);
        assertThat(Printable.of("x".repeat(513))).isEqualTo("x".repeat(512) + "...");
        assertThat(Printable.of("x".repeat(511) + "\uD83D\uDE80y")).isEqualTo("x".repeat(511) + "...");
        assertThat(Printable.of("x".repeat(510) + "\n")).isEqualTo("x".repeat(510) + "...");
        assertThat(Printable.of("\n".repeat(100_000))).hasSizeLessThanOrEqualTo(515);
    }
}
