package io.gossip.spring.boot.registry;

import io.gossip.GossipNode;
import io.gossip.discovery.ServiceRegistration;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.serviceregistry.Registration;

/**
 * A service that this node offers, or is going to: the port of a web server is known only once it has started.
 *
 * <p>An application with further services (gRPC, an admin port) makes one for each and hands it to the
 * {@link GossipServiceRegistry}.
 */
public final class GossipRegistration implements Registration {

    private final GossipNode node;
    private final String serviceId;
    private final @Nullable String chosenId;
    private final @Nullable String host;
    private final boolean secure;
    private volatile int port;
    private volatile Map<String, String> metadata;
    private volatile String instanceId;

    /**
     * A service of which everything is known.
     *
     * @param node who offers it
     * @param service what is offered
     */
    public GossipRegistration(GossipNode node, ServiceRegistration service) {
        this(node, service.service(), null, service.host(), service.secure(), service.metadata());
        this.port = service.port();
    }

    /** A service whose port is still to come, by {@link #listensOn}. */
    GossipRegistration(
            GossipNode node,
            String serviceId,
            @Nullable String instanceId,
            @Nullable String host,
            boolean secure,
            Map<String, String> metadata) {
        this.node = node;
        this.serviceId = serviceId;
        this.chosenId = instanceId;
        this.instanceId = instanceId != null ? instanceId : node.serf().self().name();
        this.host = host;
        this.secure = secure;
        this.metadata = Map.copyOf(metadata);
    }

    /**
     * The web server is up.
     *
     * @param port where it listens
     * @param discovered metadata that only a running server has; what the user set wins
     */
    void listensOn(int port, Map<String, String> discovered) {
        Map<String, String> all = new TreeMap<>(discovered);
        all.putAll(metadata);
        this.metadata = Map.copyOf(all);
        this.port = port;
    }

    /** The id that the user chose, or null if it is to follow from the name of the node. */
    @Nullable
    String chosenId() {
        return chosenId;
    }

    /** It is offered, under this id. */
    void listedAs(String id) {
        this.instanceId = id;
    }

    /** What is written into the node's tags. */
    ServiceRegistration service() {
        return new ServiceRegistration(serviceId, port, secure, host, metadata);
    }

    /**
     * The id under which others find it: the one that was chosen, or else the name of the node. A further service of the same
     * node has a suffix, and learns it when it is registered.
     *
     * @return unique in the cluster
     */
    @Override
    public String getInstanceId() {
        return instanceId;
    }

    @Override
    public String getServiceId() {
        return serviceId;
    }

    @Override
    public String getHost() {
        String reached = host != null
                ? host
                : node.advertisedAddress().socketAddress().getAddress().getHostAddress();
        return reached.indexOf(':') < 0 ? reached : "[" + reached + "]";
    }

    /**
     * Where it listens.
     *
     * @return 0 while that is not known
     */
    @Override
    public int getPort() {
        return port;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public URI getUri() {
        return ServiceInstance.createUri(this);
    }

    @Override
    public Map<String, String> getMetadata() {
        return metadata;
    }

    @Override
    public String toString() {
        return serviceId + " at " + getUri();
    }
}
