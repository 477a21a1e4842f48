package io.gossip.spring.boot.loadbalancer;

import io.gossip.spring.boot.discovery.CatalogView;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import reactor.core.publisher.Flux;

/**
 * Reads the catalog anew for every choice: that costs a few nanoseconds, and an instance that has left is not chosen again.
 * (The stock supplier keeps its list for 35 s, and no event clears it.)
 *
 * <p>A service that no member offers is asked of the other discovery clients, if there are any.
 */
public final class GossipServiceInstanceListSupplier implements ServiceInstanceListSupplier {

    private final String serviceId;
    private final CatalogView members;
    private final Flux<List<ServiceInstance>> others;

    /**
     * A supplier for one service.
     *
     * @param serviceId name of the service
     * @param members asked first
     * @param others the instances that others know, asked on subscription if no member offers the service
     */
    public GossipServiceInstanceListSupplier(
            String serviceId, CatalogView members, Flux<List<ServiceInstance>> others) {
        this.serviceId = serviceId;
        this.members = members;
        this.others = others;
    }

    @Override
    public String getServiceId() {
        return serviceId;
    }

    @Override
    public Flux<List<ServiceInstance>> get() {
        return Flux.defer(() -> {
            List<ServiceInstance> found = members.instances(serviceId);
            return found.isEmpty() ? others : Flux.just(found);
        });
    }
}
