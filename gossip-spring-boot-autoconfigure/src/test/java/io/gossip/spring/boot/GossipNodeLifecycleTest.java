package io.gossip.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.SerfState;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

class GossipNodeLifecycleTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final GenericApplicationContext context = new GenericApplicationContext();
    private final GossipNode node =
            Gossip.builder().bind("127.0.0.1", 0).name("a").start();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void stopsBeforeTheWebServerStopsToTakeRequestsAndStartsAfterIt() {
        GossipNodeLifecycle lifecycle = lifecycle(Duration.ZERO);

        assertThat(lifecycle.getPhase())
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
                .isGreaterThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
        assertThat(lifecycle.isPauseable()).isFalse();
    }

    @Test
    void leavesWhenTheContextCloses() throws Exception {
        GossipNodeLifecycle lifecycle = lifecycle(Duration.ZERO);
        lifecycle.start();
        lifecycle.onApplicationEvent(new ContextClosedEvent(context));
        assertThat(lifecycle.isClosing()).isTrue();

        stop(lifecycle);

        assertThat(node.serf().state()).isEqualTo(SerfState.LEFT);
        assertThat(lifecycle.isRunning()).isFalse();
    }

    @Test
    void staysAMemberWhenTheContextIsOnlyStopped() throws Exception {
        GossipNodeLifecycle lifecycle = lifecycle(Duration.ZERO);
        lifecycle.start();

        stop(lifecycle);

        assertThat(node.serf().state()).isEqualTo(SerfState.ALIVE);
        assertThat(lifecycle.isClosing()).isFalse();
    }

    @Test
    void staysAMemberWhenAChildContextCloses() throws Exception {
        GossipNodeLifecycle lifecycle = lifecycle(Duration.ZERO);
        lifecycle.start();
        lifecycle.onApplicationEvent(new ContextClosedEvent(new GenericApplicationContext(context)));

        stop(lifecycle);

        assertThat(node.serf().state()).isEqualTo(SerfState.ALIVE);
    }

    @Test
    void waitsForNobodyIfNobodyIsThere() throws Exception {
        node.serf().setTags(Map.of("service", "billing", "port", "8080")).get();
        GossipNodeLifecycle lifecycle = lifecycle(Duration.ofMinutes(1));
        lifecycle.start();
        lifecycle.onApplicationEvent(new ContextClosedEvent(context));

        stop(lifecycle);
    }

    @Test
    void waitsForNobodyIfItOffersNoService() throws Exception {
        try (GossipNode other = other()) {
            GossipNodeLifecycle lifecycle = lifecycle(Duration.ofMinutes(1));
            lifecycle.start();
            lifecycle.onApplicationEvent(new ContextClosedEvent(context));

            stop(lifecycle);

            assertThat(other.serf().member("a").orElseThrow().status()).isEqualTo(MemberStatus.LEFT);
        }
    }

    @Test
    void drainsIfOthersMayBeCallingAlthoughTheyHaveHeardOfTheLeave() throws Exception {
        node.serf().setTags(Map.of("service", "billing", "port", "8080")).get();
        try (GossipNode other = other()) {
            GossipNodeLifecycle lifecycle = lifecycle(Duration.ofMinutes(1));
            lifecycle.start();
            lifecycle.onApplicationEvent(new ContextClosedEvent(context));
            CountDownLatch stopped = new CountDownLatch(1);
            lifecycle.stop(stopped::countDown);

            await().until(() -> other.catalog().instances("billing").isEmpty());
            await().until(() -> node.serf().state() == SerfState.LEFT);
            assertThat(stopped.getCount()).as("still draining").isEqualTo(1);
            assertThat(lifecycle.isRunning()).isTrue();
        }
    }

    private GossipNode other() {
        GossipNode other = Gossip.builder()
                .bind("127.0.0.1", 0)
                .name("b")
                .seeds("127.0.0.1:" + node.localAddress().getPort())
                .start();
        await().until(() -> node.serf().members().size() == 2);
        return other;
    }

    private GossipNodeLifecycle lifecycle(Duration drainDelay) {
        GossipNodeLifecycle lifecycle = new GossipNodeLifecycle(node, TIMEOUT, drainDelay);
        lifecycle.setApplicationContext(context);
        return lifecycle;
    }

    private static void stop(GossipNodeLifecycle lifecycle) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        lifecycle.stop(stopped::countDown);
        assertThat(stopped.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
