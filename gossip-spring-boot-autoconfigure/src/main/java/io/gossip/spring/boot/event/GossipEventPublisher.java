package io.gossip.spring.boot.event;

import io.gossip.runtime.Backlog;
import io.gossip.runtime.DaemonThreadFactory;
import io.gossip.runtime.Printable;
import io.gossip.runtime.UserCode;
import io.gossip.serf.MemberEvent;
import io.gossip.serf.MemberEventSums;
import io.gossip.serf.SerfEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Turns what a node reports into application events.
 *
 * <p>The node reports from its first moment on, but listeners exist only once all singletons do. What happens before is kept
 * and published first, so the application hears of every member. Publishing has a thread of its own: a slow listener delays
 * other listeners, but neither probes nor the futures of the node, and a listener may wait for the node. If 1,024 events wait, of what
 * happens to one member from then on it is published what it comes to, as {@link MemberEventSums} says.
 */
public final class GossipEventPublisher implements Consumer<SerfEvent>, SmartLifecycle, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(GossipEventPublisher.class);

    /** So many wait for themselves; of each member one more. */
    private static final int MOST_WAITING = 1024;

    private final ApplicationEventPublisher publisher;
    private final CountDownLatch listenersExist = new CountDownLatch(1);
    private final ExecutorService thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DaemonThreadFactory("gossip-events"),
            new DiscardPolicy());

    private final Backlog<MemberEvent, MemberEvent.Type> events =
            new Backlog<>(System::nanoTime, MOST_WAITING, new MemberEventSums(), this::publishIfRunning);
    private final UserCode listeners = new UserCode(System::nanoTime);
    private volatile boolean running;

    /**
     * Publishes nothing yet.
     *
     * @param publisher where events go once the context has started
     */
    public GossipEventPublisher(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Queues an event; never blocks. To be given all events from the first one on.
     *
     * @param event what the node reports
     */
    @Override
    public void accept(SerfEvent event) {
        if (event instanceof MemberEvent change) {
            events.add(change, thread);
        }
    }

    private void publishIfRunning(MemberEvent change) {
        try {
            listenersExist.await();
            if (running) {
                listeners.run("A listener of gossip's events", () -> publish(change));
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(MemberEvent change) {
        switch (change.type()) {
            case JOIN -> publisher.publishEvent(new GossipMemberJoinedEvent(change.member()));
            case LEAVE -> publisher.publishEvent(new GossipMemberLeftEvent(change.member()));
            case FAILED -> publisher.publishEvent(new GossipMemberFailedEvent(change.member()));
            case UPDATE -> publisher.publishEvent(new GossipMemberChangedEvent(change.member()));
            case REAP ->
                log.debug("{} is forgotten", Printable.of(change.member().name()));
        }
    }

    @Override
    public void start() {
        running = true;
        listenersExist.countDown();
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * First to start and last to stop: listeners hear all that happens while the application runs.
     *
     * @return the lowest phase
     */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public void destroy() {
        thread.shutdownNow();
    }
}
