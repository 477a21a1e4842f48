package io.gossip.spring.boot.registry;

import io.gossip.serf.Serf;
import io.gossip.serf.SerfState;
import io.gossip.spring.boot.TagBudget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;

/**
 * Offers services by writing them into the tags of this node, which then reach all members.
 *
 * <p>A service is {@value #UP} or {@value #OUT_OF_SERVICE}: then its tags are gone and nobody finds it, while the node stays a
 * member. It owns all tags of the node: tags set elsewhere are lost with the next change here.
 */
public final class GossipServiceRegistry implements ServiceRegistry<GossipRegistration> {

    /** The service is offered. */
    public static final String UP = "UP";

    /** The service is registered, but not offered. */
    public static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

    /** The service is not registered. */
    public static final String DOWN = "DOWN";

    private static final Logger log = LoggerFactory.getLogger(GossipServiceRegistry.class);

    private final Serf serf;
    private final Map<String, String> sharedTags;
    private Map<GossipRegistration, String> statuses = Map.of();

    /**
     * A registry without services.
     *
     * @param serf the node whose tags are written
     * @param sharedTags tags that stay, whatever is registered
     */
    public GossipServiceRegistry(Serf serf, Map<String, String> sharedTags) {
        this.serf = serf;
        this.sharedTags = Map.copyOf(sharedTags);
    }

    @Override
    public synchronized void register(@Nullable GossipRegistration registration) {
        if (registration != null) {
            announce(with(registration, UP));
            log.info("Offering {}", registration);
        }
    }

    @Override
    public synchronized void deregister(@Nullable GossipRegistration registration) {
        if (registration != null && statuses.containsKey(registration)) {
            Map<GossipRegistration, String> wanted = new LinkedHashMap<>(statuses);
            wanted.remove(registration);
            announce(wanted);
            log.info("No longer offering {}", registration);
        }
    }

    /** Deregisters all services. Those of a node that has left are gone already, and nothing more is announced. */
    @Override
    public synchronized void close() {
        announce(Map.of());
    }

    /**
     * Takes a service out, or puts it back.
     *
     * @param registration a registered service
     * @param status {@value #UP} or {@value #OUT_OF_SERVICE}
     * @throws IllegalArgumentException if the status is another one or the service is not registered
     */
    @Override
    public synchronized void setStatus(GossipRegistration registration, String status) {
        if (!Set.of(UP, OUT_OF_SERVICE).contains(status)) {
            throw new IllegalArgumentException("status is " + status + ", but must be UP or OUT_OF_SERVICE");
        }
        if (!statuses.containsKey(registration)) {
            throw new IllegalArgumentException(registration + " is not registered");
        }
        announce(with(registration, status));
        log.info("{} is {}", registration, status);
    }

    /**
     * The status of a service.
     *
     * @param registration a service
     * @return {@value #UP}, {@value #OUT_OF_SERVICE}, or {@value #DOWN} if it is not registered
     */
    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public synchronized <T> T getStatus(GossipRegistration registration) {
        return (T) statuses.getOrDefault(registration, DOWN);
    }

    private Map<GossipRegistration, String> with(GossipRegistration registration, String status) {
        Map<GossipRegistration, String> wanted = new LinkedHashMap<>(statuses);
        wanted.put(registration, status);
        return wanted;
    }

    /** Fails, and changes nothing, if the tags do not fit. Does not wait until others have heard. */
    private void announce(Map<GossipRegistration, String> wanted) {
        Offer offer = Offer.of(
                wanted.entrySet().stream()
                        .filter(entry -> entry.getValue().equals(UP))
                        .map(Map.Entry::getKey)
                        .toList(),
                sharedTags,
                serf.self());
        Map<String, String> tags = TagBudget.check(offer.tags());
        if (serf.state() == SerfState.ALIVE) {
            CompletableFuture<Void> unused = serf.setTags(tags).whenComplete((done, failure) -> {
                if (failure != null) {
                    log.warn("The tags {} could not be announced", tags, failure);
                }
            });
        }
        offer.instanceIds().forEach(GossipRegistration::listedAs);
        statuses = wanted;
    }
}
