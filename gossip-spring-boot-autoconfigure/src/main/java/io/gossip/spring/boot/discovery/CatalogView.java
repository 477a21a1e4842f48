package io.gossip.spring.boot.discovery;

import io.gossip.discovery.Catalog;
import io.gossip.discovery.ServiceCatalog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.cloud.client.ServiceInstance;

/**
 * The catalog in Spring's terms, converted once per catalog and not once per question; lock-free.
 *
 * <p>A catalog stays the same object until a service changes, so identity tells whether the conversion still holds. Two
 * threads that find it outdated convert both; either result is right, and one of them stays.
 */
public final class CatalogView {

    private record Converted(Catalog source, Map<String, List<ServiceInstance>> instances) {}

    private final ServiceCatalog catalog;
    private volatile Converted converted = new Converted(Catalog.EMPTY, Map.of());

    /**
     * Looks into a catalog.
     *
     * @param catalog the services of the cluster
     */
    public CatalogView(ServiceCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * The instances of a service now.
     *
     * @param service exact name of the service
     * @return unmodifiable; the same object until a service changes
     */
    public List<ServiceInstance> instances(String service) {
        List<ServiceInstance> found = current().instances.get(service);
        return found != null ? found : List.of();
    }

    /**
     * The names of all services now.
     *
     * @return unmodifiable and sorted; the same object until a service changes
     */
    public List<String> services() {
        return catalog.services();
    }

    @SuppressWarnings("ReferenceEquality") // on purpose, see above
    private Converted current() {
        Catalog now = catalog.current();
        Converted known = converted;
        return known.source == now ? known : convert(now);
    }

    private Converted convert(Catalog source) {
        Map<String, List<ServiceInstance>> instances = new HashMap<>();
        for (String service : source.services()) {
            instances.put(
                    service,
                    source.instances(service).stream()
                            .<ServiceInstance>map(GossipServiceInstance::new)
                            .toList());
        }
        Converted fresh = new Converted(source, instances);
        converted = fresh;
        return fresh;
    }
}
