package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a node says that finds nobody: nothing, then a line, and a warning only if an operator has something to do. */
class LonelyNodeTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(Rejoiner.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void saysSoAfterAWhileAndWarnsOnceAfterHalfAMinute() {
        TestCluster cluster = start("10.0.0.1", "10.0.0.8", "10.0.0.9");
        cluster.advance(Duration.ofMillis(250));
        assertThat(lines()).isEmpty();
        cluster.advance(Duration.ofSeconds(29));
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("INFO No other node answers yet")
                .containsPattern("goes on asking: .*10\\.0\\.0\\.[89]");
        cluster.advance(Duration.ofMinutes(10));
        assertThat(lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("WARN This node is still alone")
                .containsAnyOf("10.0.0.8", "10.0.0.9");
    }

    @Test
    void warnsOfNothingIfItsSeedsAreOnItsOwnMachine() {
        start("127.0.0.1:7946", "127.0.0.1:7947", "localhost:7948").advance(Duration.ofMinutes(10));
        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith("INFO No other node answers yet")
                .endsWith("goes on asking");
    }

    @Test
    void saysNothingIfItIsItsOnlySeed() {
        start("10.0.0.1").advance(Duration.ofMinutes(10));
        assertThat(lines()).isEmpty();
    }

    private static TestCluster start(String... seeds) {
        TestCluster cluster =
                new TestCluster(1, name -> MemberlistConfig.lan(name).seeds(List.of(seeds)));
        cluster.start("n1", "10.0.0.1");
        return cluster;
    }

    private List<String> lines() {
        return log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }
}
