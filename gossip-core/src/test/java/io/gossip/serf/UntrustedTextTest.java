package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.LogLimiter;
import io.gossip.serf.SerfMessage.Query;
import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.testing.RecordedLog;
import io.gossip.virtual.VirtualTime;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Versions;
import io.gossip.wire.WireException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name that would forge a line of the log, as this layer shows it. */
class UntrustedTextTest {

    private static final String FORGED = "b\n12:00 ERROR all is lost\u001b[2J";
    private static final String SHOWN = "b\\u000a12:00 ERROR all is lost\\u001b[2J";

    private final RecordedLog log = new RecordedLog();

    @AfterEach
    void endRecording() {
        log.close();
    }

    @Test
    void aMemberForgesNoLineWhateverBecomesOfIt() {
        VirtualCluster cluster = new VirtualCluster(1);
        Serf a = cluster.start("a", 1);
        Serf forged = cluster.startWithSeed(FORGED, 2, 1);
        cluster.await(Duration.ofSeconds(1), () -> a.members().size() == 2);
        forged.setTags(Map.of("role", FORGED));
        cluster.time.advance(Duration.ofSeconds(5));
        cluster.kill(FORGED);
        cluster.await(Duration.ofMinutes(1), () -> VirtualCluster.status(a, FORGED) == MemberStatus.FAILED);
        a.forceLeave(FORGED, true);
        cluster.time.advance(Duration.ofDays(2));
        assertThat(a.member(FORGED)).isEmpty();
        assertThat(log.messagesOf("MemberLifecycle"))
                .anyMatch(line -> line.startsWith("Member joined: " + SHOWN))
                .anyMatch(line -> line.startsWith("Member updated: " + SHOWN))
                .anyMatch(line -> line.startsWith("Member failed: " + SHOWN))
                .anyMatch(line -> line.startsWith("Member forgotten: " + SHOWN));
        assertThat(log.messages()).allMatch(UntrustedTextTest::isOneLine);
    }

    @Test
    void neitherDoesAnEventOrAQueryThatIsTooOld() throws WireException {
        LogLimiter limiter = new LogLimiter(new VirtualTime().eventLoop());
        UserEvents events = new UserEvents(8, limiter);
        events.receive(new UserEvent(20, "deploy", Bytes.EMPTY, false));
        events.receive(new UserEvent(1, FORGED, Bytes.EMPTY, false));
        assertThat(log.messagesOf("UserEvents")).singleElement().asString().contains(SHOWN);
        Queries queries = new Queries("n2", 8, limiter, (to, message) -> {});
        queries.receive(query(20, "deploy"));
        queries.receive(query(1, FORGED));
        assertThat(log.messagesOf("Queries")).singleElement().asString().contains(SHOWN);
    }

    @Test
    void neitherDoesAMemberThatTheApplicationLogs() {
        Member member = new Member(
                FORGED,
                Address.of(Bytes.of(new byte[] {10, 0, 0, 2}), 7946),
                Map.of("key", FORGED),
                MemberStatus.ALIVE,
                new Versions(1, 5, 2, 0, 0, 0),
                1);
        String shown = new MemberEvent(MemberEvent.Type.JOIN, member).toString();
        assertThat(List.of(shown)).allMatch(UntrustedTextTest::isOneLine);
        assertThat(shown).contains("name=" + SHOWN, "key=" + SHOWN);
    }

    private static Query query(long time, String name) {
        return new Query(
                time, 1, Vectors.hex("7f000001"), 7946, "n1", List.of(), 0, 0, 1_000_000_000, name, Bytes.EMPTY);
    }

    private static boolean isOneLine(String message) {
        return message.chars().noneMatch(Character::isISOControl);
    }
}
