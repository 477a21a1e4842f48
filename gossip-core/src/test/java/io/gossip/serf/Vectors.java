package io.gossip.serf;

import io.gossip.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Bytes that the Go library has written, and helpers to write them down. */
final class Vectors {

    static final String FORTY_X = "78".repeat(40);
    static final String RESPONSE =
            "0585a5466c61677300a446726f6da26e32a24944ce12345678a54c54696d6503a75061796c6f6164a36f6b0a";
    static final String NODE_FILTER = "0092a26e31a26e32";
    static final String TAG_FILTER = "0182a445787072a45e776562a3546167a4726f6c65";

    private Vectors() {}

    static Bytes hex(String text) {
        return Bytes.of(HexFormat.of().parseHex(text));
    }

    static String hex(Bytes bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }

    static Bytes ascii(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
