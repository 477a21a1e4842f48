package io.gossip.spring.boot.registry;

import io.gossip.spring.boot.GossipNodeLifecycle;
import io.gossip.spring.boot.GossipProperties;
import java.util.Map;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.discovery.event.InstancePreRegisteredEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Offers this application's service as the last step of its start, when its web server, and the management server too, answer.
 *
 * <p>A lifecycle bean and not Spring Cloud's {@code AbstractAutoServiceRegistration}: that one deregisters after the web server
 * has stopped to take requests, and never registers an application without a web server.
 */
public final class GossipAutoServiceRegistration implements AutoServiceRegistration, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(GossipAutoServiceRegistration.class);

    private final GossipServiceRegistry registry;
    private final GossipRegistration registration;
    private final GossipProperties.Registration properties;
    private final WebEndpoints web;
    private final boolean registerManagement;
    private final GossipNodeLifecycle nodeLifecycle;
    private final ApplicationEventPublisher publisher;

    private volatile boolean running;

    GossipAutoServiceRegistration(
            GossipServiceRegistry registry,
            GossipRegistration registration,
            GossipProperties.Registration properties,
            WebEndpoints web,
            boolean registerManagement,
            GossipNodeLifecycle nodeLifecycle,
            ApplicationEventPublisher publisher) {
        this.registry = registry;
        this.registration = registration;
        this.properties = properties;
        this.web = web;
        this.registerManagement = registerManagement;
        this.nodeLifecycle = nodeLifecycle;
        this.publisher = publisher;
    }

    @Override
    public void start() {
        OptionalInt port = properties.port() != null ? OptionalInt.of(properties.port()) : web.port();
        if (registration.getServiceId().isBlank()) {
            log.info(
                    "Offering no service: neither gossip.registration.service-name nor spring.application.name is set");
        } else if (port.isEmpty()) {
            log.info("Offering no service: there is no web server, and gossip.registration.port is not set");
        } else {
            registration.listensOn(port.getAsInt(), registerManagement ? web.managementMetadata() : Map.of());
            publisher.publishEvent(new InstancePreRegisteredEvent(this, registration));
            registry.register(registration);
        }
        running = true;
        // Also without a service: discovery works, and Spring Cloud's health indicator waits for this event.
        publisher.publishEvent(new InstanceRegisteredEvent<>(this, registration));
    }

    @Override
    public void stop() {
        // A node that leaves takes its services with it; see GossipNodeLifecycle for the order of a shutdown.
        if (!nodeLifecycle.isClosing()) {
            registry.deregister(registration);
        }
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
