package io.gossip.sample.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.sample.storefront.Timeline.Entry;
import io.gossip.sample.storefront.Timeline.Kind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private Instant now = START;
    private final Timeline timeline = new Timeline(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void keepsTheNewestFirstAndNumbersThem() {
        timeline.add(Kind.JOINED, "a");
        now = START.plusSeconds(5);
        timeline.add(Kind.FAILED, "a");

        assertThat(timeline.entries())
                .containsExactly(
                        new Entry(2, START.plusSeconds(5), Kind.FAILED, "a", null),
                        new Entry(1, START, Kind.JOINED, "a", null));
    }

    @Test
    void forgetsTheOldest() {
        for (int i = 0; i < 150; i++) {
            timeline.add(Kind.CHANGED, "a");
        }

        assertThat(timeline.entries()).hasSize(100);
        assertThat(timeline.entries().get(0).number()).isEqualTo(150);
    }

    @Test
    void knowsSinceWhenAMemberIsWhatItIs() {
        timeline.add(Kind.JOINED, "a");
        now = START.plusSeconds(5);
        timeline.add(Kind.CHANGED, "a");
        timeline.add(Kind.KILLED, "a");

        assertThat(timeline.since("a")).contains(START);
        assertThat(timeline.since("b")).isEmpty();

        timeline.add(Kind.FAILED, "a");

        assertThat(timeline.since("a")).contains(START.plusSeconds(5));
    }
}
