package io.gossip.spring.boot.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gossip.discovery.ServiceCatalog;
import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import io.gossip.spring.boot.Members;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;

class CatalogHeartbeatTest {

    private static final Map<String, String> BILLING = Map.of("service", "billing", "port", "8080");

    private final Member billing = Members.alive("a", BILLING);
    private final Member nothing = Members.alive("b", Map.of());
    private final List<Object> beats = new CopyOnWriteArrayList<>();
    private final Semaphore looks = new Semaphore(0);
    private final Semaphore hangs = new Semaphore(1);
    private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();

    private volatile List<Member> members = List.of();
    private final CatalogHeartbeat heartbeat = new CatalogHeartbeat(
            new ServiceCatalog(this::look),
            subscriber -> {
                subscribers.add(subscriber);
                return () -> subscribers.remove(subscriber);
            },
            event -> {
                hangs.acquireUninterruptibly();
                hangs.release();
                beats.add(((HeartbeatEvent) event).getValue());
                if (beats.size() == 1) {
                    throw new IllegalStateException("a listener that fails, on purpose");
                }
            });

    @AfterEach
    void destroy() {
        heartbeat.destroy();
    }

    @Test
    void beatsWhenAServiceChangedAndOnlyThen() throws Exception {
        heartbeat.start();
        assertThat(looks.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        change(nothing);
        change(billing, nothing);
        await().untilAsserted(() -> assertThat(beats).containsExactly(1L));

        change(billing);
        change(Members.member("a", BILLING, MemberStatus.LEAVING));
        await().untilAsserted(() -> assertThat(beats)
                .as("one for the leave, none for the member without a service, and no end after a failure")
                .containsExactly(1L, 2L));

        change(Members.member("a", BILLING, MemberStatus.LEFT));
        change(billing);
        await().untilAsserted(() ->
                assertThat(beats).as("nothing new in a leave that was known").containsExactly(1L, 2L, 3L));
    }

    /** However often the members change while a listener hangs, one look is enough when it is done. */
    @Test
    void looksOnceForAllThatHappenedWhileAListenerHung() throws Exception {
        heartbeat.start();
        assertThat(looks.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
        hangs.acquire();
        change(billing);
        for (int i = 0; i < 100; i++) {
            members = i % 2 == 0 ? List.of() : List.of(billing);
            subscribers.forEach(Runnable::run);
        }
        members = List.of();
        hangs.release();
        await().untilAsserted(() -> assertThat(beats).containsExactly(1L, 2L));
        assertThat(looks.availablePermits()).isOne();
    }

    @Test
    void tellsWhatChangedBeforeItStarted() {
        members = List.of(billing);
        heartbeat.start();
        await().untilAsserted(() -> assertThat(beats).containsExactly(1L));
    }

    @Test
    void listensOnlyWhileItRuns() {
        assertThat(heartbeat.isRunning()).isFalse();
        heartbeat.start();
        assertThat(subscribers).hasSize(1);
        assertThat(heartbeat.isRunning()).isTrue();

        heartbeat.stop();

        assertThat(subscribers).isEmpty();
        assertThat(heartbeat.isRunning()).isFalse();
    }

    private List<Member> look() {
        List<Member> seen = members;
        looks.release();
        return seen;
    }

    private void change(Member... now) throws InterruptedException {
        members = List.of(now);
        subscribers.forEach(Runnable::run);
        // The heartbeat looks on a thread of its own; it shall see every change.
        assertThat(looks.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
    }
}
