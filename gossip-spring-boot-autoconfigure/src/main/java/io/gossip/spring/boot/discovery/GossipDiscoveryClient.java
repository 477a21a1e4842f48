package io.gossip.spring.boot.discovery;

import io.gossip.discovery.ServiceCatalog;
import java.util.List;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/**
 * What the members that are alive offer. Answers from memory: no call leaves the process, and the lists handed out are the
 * same objects until a service changes.
 *
 * <p>Names of services are compared exactly, case included.
 */
public final class GossipDiscoveryClient implements DiscoveryClient {

    private final CatalogView view;

    /**
     * Looks into a catalog.
     *
     * @param catalog the services of the cluster
     */
    public GossipDiscoveryClient(ServiceCatalog catalog) {
        this.view = new CatalogView(catalog);
    }

    @Override
    public String description() {
        return "Gossip Discovery Client";
    }

    @Override
    public List<ServiceInstance> getInstances(String serviceId) {
        return view.instances(serviceId);
    }

    @Override
    public List<String> getServices() {
        return view.services();
    }

    /** Nothing to probe: whoever can call this has the catalog. */
    @Override
    public void probe() {}
}
