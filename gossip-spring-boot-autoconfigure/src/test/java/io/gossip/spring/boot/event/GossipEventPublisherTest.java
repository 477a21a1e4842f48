package io.gossip.spring.boot.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gossip.serf.Member;
import io.gossip.serf.MemberEvent;
import io.gossip.serf.MemberStatus;
import io.gossip.spring.boot.Members;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;

class GossipEventPublisherTest {

    private final Member member = Members.alive("b", Map.of());
    private final List<Object> published = new CopyOnWriteArrayList<>();
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final GossipEventPublisher publisher = new GossipEventPublisher(event -> {
        threads.add(Thread.currentThread().getName());
        published.add(event);
    });

    @AfterEach
    void close() {
        publisher.destroy();
    }

    @Test
    void keepsWhatHappensBeforeListenersExistAndPublishesItInOrder() {
        publisher.accept(new MemberEvent(MemberEvent.Type.JOIN, member));
        publisher.accept(new MemberEvent(MemberEvent.Type.UPDATE, member));
        assertThat(published).isEmpty();

        publisher.start();
        publisher.accept(new MemberEvent(MemberEvent.Type.FAILED, member));
        publisher.accept(new MemberEvent(MemberEvent.Type.LEAVE, member));

        await().untilAsserted(() -> assertThat(published)
                .containsExactly(
                        new GossipMemberJoinedEvent(member),
                        new GossipMemberChangedEvent(member),
                        new GossipMemberFailedEvent(member),
                        new GossipMemberLeftEvent(member)));
    }

    @Test
    void howeverMuchHappensBeforeListenersExistNotAllOfItIsKept() {
        publisher.accept(new MemberEvent(MemberEvent.Type.JOIN, member));
        for (int i = 0; i < 5000; i++) {
            publisher.accept(new MemberEvent(MemberEvent.Type.UPDATE, member));
        }
        publisher.accept(new MemberEvent(MemberEvent.Type.FAILED, member));
        publisher.start();
        await().untilAsserted(() -> assertThat(published).endsWith(new GossipMemberFailedEvent(member)));
        assertThat(published).hasSizeBetween(1025, 1026);
    }

    @Test
    void publishesOnAThreadOfItsOwn() {
        publisher.start();
        publisher.accept(new MemberEvent(MemberEvent.Type.JOIN, member));

        await().untilAsserted(() -> assertThat(threads).containsExactly("gossip-events"));
    }

    @Test
    void publishesNothingOnceStopped() {
        publisher.start();
        publisher.accept(new MemberEvent(MemberEvent.Type.JOIN, member));
        await().untilAsserted(() -> assertThat(published).hasSize(1));

        publisher.stop();
        publisher.accept(new MemberEvent(MemberEvent.Type.LEAVE, member));
        publisher.start();
        Member other = Members.alive("c", Map.of());
        publisher.accept(new MemberEvent(MemberEvent.Type.JOIN, other));

        await().untilAsserted(() -> assertThat(published).endsWith(new GossipMemberJoinedEvent(other)));
    }

    @Test
    void goesOnAfterAListenerFailedAndDoesNotFloodTheLog() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.gossip");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.WARN);
        GossipEventPublisher failing = new GossipEventPublisher(event -> {
            published.add(event);
            throw new AssertionError("thrown on purpose by a listener");
        });
        failing.start();
        failing.accept(new MemberEvent(MemberEvent.Type.JOIN, member));
        for (int i = 0; i < 49; i++) {
            failing.accept(new MemberEvent(MemberEvent.Type.UPDATE, member));
        }

        await().untilAsserted(() -> assertThat(published).hasSize(50));
        failing.destroy();
        logger.setLevel(null);
        logger.detachAppender(lines);
        assertThat(lines.list)
                .extracting(line -> line.getThrowableProxy().getMessage())
                .containsOnlyOnce("thrown on purpose by a listener");
    }

    @Test
    void aListenerChoosesWhatItHearsByTheTypeOfItsParameter() {
        try (var context = new AnnotationConfigApplicationContext(Listener.class)) {
            GossipEventPublisher events = new GossipEventPublisher(context);
            events.start();
            Member gone = Members.member("b", Map.of(), MemberStatus.FAILED);
            events.accept(new MemberEvent(MemberEvent.Type.JOIN, member));
            events.accept(new MemberEvent(MemberEvent.Type.FAILED, gone));

            Listener listener = context.getBean(Listener.class);
            await().untilAsserted(() -> assertThat(listener.all).hasSize(2));
            assertThat(listener.failed).containsExactly(gone);
            events.destroy();
        }
    }

    static class Listener {
        final List<GossipMemberEvent> all = new CopyOnWriteArrayList<>();
        final List<Member> failed = new CopyOnWriteArrayList<>();

        @EventListener
        void any(GossipMemberEvent event) {
            all.add(event);
        }

        @EventListener
        void failed(GossipMemberFailedEvent event) {
            failed.add(event.member());
        }
    }
}
