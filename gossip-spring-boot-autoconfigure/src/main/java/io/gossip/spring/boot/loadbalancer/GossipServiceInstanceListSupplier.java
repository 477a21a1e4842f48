package io.gossip.spring.boot.loadbalancer;

import io.gossip.spring.boot.discovery.GossipDiscoveryClient;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
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
    private final GossipDiscoveryClient members;
    private final DiscoveryClient others;

    /**
     * A supplier for one service.
     *
     * @param serviceId name of the service
     * @param members asked first
     * @param others asked for what no member offers
     */
    public GossipServiceInstanceListSupplier(String serviceId, GossipDiscoveryClient members, DiscoveryClient others) {
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
        return Flux.defer(() -> Flux.just(instances()));
    }

    private List<ServiceInstance> instances() {
        List<ServiceInstance> found = members.getInstances(serviceId);
        return found.isEmpty() ? others.getInstances(serviceId) : found;
    }
}
