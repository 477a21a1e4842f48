package io.gossip.spring.boot.discovery;

import io.gossip.discovery.ServiceCatalog;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What {@link GossipDiscoveryClient} knows, asked anew on every subscription. Never blocks, needs no scheduler. */
public final class GossipReactiveDiscoveryClient implements ReactiveDiscoveryClient {

    private final CatalogView view;

    /**
     * Looks into a catalog.
     *
     * @param catalog the services of the cluster
     */
    public GossipReactiveDiscoveryClient(ServiceCatalog catalog) {
        this.view = new CatalogView(catalog);
    }

    @Override
    public String description() {
        return "Gossip Reactive Discovery Client";
    }

    @Override
    public Flux<ServiceInstance> getInstances(String serviceId) {
        return Flux.defer(() -> Flux.fromIterable(view.instances(serviceId)));
    }

    @Override
    public Flux<String> getServices() {
        return Flux.defer(() -> Flux.fromIterable(view.services()));
    }

    /** Nothing to probe: whoever can call this has the catalog. */
    @Override
    public Mono<Void> reactiveProbe() {
        return Mono.empty();
    }
}
