package io.gossip.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.virtual.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLimiterTest {

    private final VirtualTime time = new VirtualTime();
    private final LogLimiter limiter = new LogLimiter(time::nanoTime, Duration.ofSeconds(10), 3);
    private final List<String> lines = new ArrayList<>();

    @Test
    void writesOneLinePerIntervalAndTellsHowManyWereLeftOut() {
        for (int i = 0; i < 5; i++) {
            log("checksum", "a");
        }
        assertThat(lines).containsExactly("checksum a 0");
        time.advance(Duration.ofSeconds(10));
        log("checksum", "a");
        log("checksum", "a");
        assertThat(lines).containsExactly("checksum a 0", "checksum a 4");
        time.advance(Duration.ofSeconds(10));
        log("checksum", "a");
        assertThat(lines).last().isEqualTo("checksum a 1");
    }

    @Test
    void kindsAndPeersDoNotSilenceEachOther() {
        log("checksum", "a");
        log("checksum", "b");
        log("version", "a");
        assertThat(lines).containsExactly("checksum a 0", "checksum b 0", "version a 0");
    }

    @Test
    void peersBeyondTheLimitShareALine() {
        log("checksum", "a");
        log("checksum", "b");
        log("checksum", "c");
        for (int i = 0; i < 100; i++) {
            log("checksum", "forged" + i);
        }
        assertThat(lines).hasSize(4);
        time.advance(Duration.ofSeconds(10));
        log("checksum", "d");
        log("checksum", "e");
        assertThat(lines).endsWith("checksum d 0", "checksum e 0");
    }

    private void log(String kind, String peer) {
        limiter.log(kind, peer, suppressed -> lines.add(kind + " " + peer + " " + suppressed));
    }
}
