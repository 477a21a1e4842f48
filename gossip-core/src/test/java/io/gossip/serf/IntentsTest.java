package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.serf.Intents.Kind;
import io.gossip.virtual.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IntentsTest {

    private final VirtualTime time = new VirtualTime();
    private final Intents intents =
            new Intents(time.eventLoop(), Duration.ofMinutes(5).toNanos(), 3);

    @Test
    void remembersTheNewestIntentOfEachName() {
        assertThat(intents.remember("a", Kind.JOIN, 5)).isTrue();
        assertThat(intents.remember("a", Kind.LEAVE, 6)).isTrue();
        assertThat(intents.of("a").kind()).isEqualTo(Kind.LEAVE);
        assertThat(intents.of("a").time()).isEqualTo(6);
        assertThat(intents.of("b")).isNull();
    }

    @Test
    void ignoresOlderAndEqualTimes() {
        intents.remember("a", Kind.JOIN, 5);
        assertThat(intents.remember("a", Kind.LEAVE, 5)).isFalse();
        assertThat(intents.remember("a", Kind.LEAVE, 4)).isFalse();
        assertThat(intents.of("a").kind()).isEqualTo(Kind.JOIN);
    }

    @Test
    void comparesTimesWithoutSign() {
        intents.remember("a", Kind.JOIN, Long.MAX_VALUE);
        assertThat(intents.remember("a", Kind.LEAVE, Long.MIN_VALUE)).isTrue();
    }

    @Test
    void forgetsWhatIsOld() {
        intents.remember("a", Kind.JOIN, 5);
        time.advance(Duration.ofMinutes(3));
        intents.remember("b", Kind.JOIN, 5);
        time.advance(Duration.ofMinutes(2).plusSeconds(1));
        intents.expire();
        assertThat(intents.of("a")).isNull();
        assertThat(intents.of("b")).isNotNull();
    }

    @Test
    void aNewerIntentIsKeptFromThenOn() {
        intents.remember("a", Kind.JOIN, 5);
        time.advance(Duration.ofMinutes(4));
        intents.remember("a", Kind.JOIN, 6);
        time.advance(Duration.ofMinutes(4));
        intents.expire();
        assertThat(intents.of("a")).isNotNull();
    }

    @Test
    void takesNoMoreNamesThanItHasRoomFor() {
        for (String name : new String[] {"a", "b", "c", "d"}) {
            intents.remember(name, Kind.JOIN, 1);
        }
        assertThat(intents.size()).isEqualTo(3);
        assertThat(intents.of("d")).isNull();
        assertThat(intents.remember("a", Kind.LEAVE, 2)).isTrue();
    }
}
