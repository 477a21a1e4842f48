package io.gossip.spring.boot.discovery;

import io.gossip.GossipNode;
import io.gossip.serf.Member;
import io.gossip.spring.boot.GossipNodeLifecycle;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Says that discovery is up in an application that registers nothing. Otherwise Spring Cloud's discovery health stays
 * {@code UNKNOWN}: it waits for a registration.
 */
final class ClientOnlyAnnouncement implements SmartLifecycle {

    private final ObjectProvider<AutoServiceRegistration> registrations;
    private final GossipNode node;
    private final ApplicationEventPublisher publisher;
    private volatile boolean running;

    ClientOnlyAnnouncement(
            ObjectProvider<AutoServiceRegistration> registrations,
            GossipNode node,
            ApplicationEventPublisher publisher) {
        this.registrations = registrations;
        this.node = node;
        this.publisher = publisher;
    }

    @Override
    public void start() {
        running = true;
        if (registrations.stream().findAny().isEmpty()) {
            publisher.publishEvent(
                    new InstanceRegisteredEvent<Member>(this, node.serf().self()));
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return GossipNodeLifecycle.PHASE;
    }

    @Override
    public boolean isPauseable() {
        return false;
    }
}
