package io.gossip.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gossip.wire.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTest {

    @ParameterizedTest
    @CsvSource({
        "0123456789abcdef, MDEyMzQ1Njc4OWFiY2RlZg==",
        "0123456789abcdef01234567, MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3",
        "0123456789abcdef0123456789abcdef, MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
    })
    void isBase64AsGoWritesIt(String key, String text) {
        Bytes bytes = Bytes.of(key.getBytes(StandardCharsets.US_ASCII));
        assertThat(KeyText.parse(text)).isEqualTo(bytes);
        assertThat(KeyText.of(bytes)).isEqualTo(text);
    }

    @Test
    void doesNotMindTheEndOfALine() {
        assertThat(KeyText.parse(" MDEyMzQ1Njc4OWFiY2RlZg==\r\n")).isEqualTo(KeyText.parse("MDEyMzQ1Njc4OWFiY2RlZg=="));
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty",
        "'  ', empty",
        "MDEyMzQ1Njc4OWFiY2RlZjA=, base64 of 17 bytes",
        "c2VjcmV0, base64 of 6 bytes",
        "correct horse battery staple, not base64",
        "MDEyMzQ1Njc4OWFiY2RlZg=, not base64",
        "MDEyMzQ1Njc4OWFiY2-_Zg==, not base64"
    })
    void saysWhatATextIsInsteadOfAKey(String text, String instead) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyText.parse(text))
                .withMessage(instead)
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 17, 23, 25, 31, 33, 64})
    void acceptsOnlyTheThreeLengthsOfAes(int length) {
        assertThatIllegalArgumentException().isThrownBy(() -> KeyText.parse(KeyText.of(Bytes.of(new byte[length]))));
    }
}
