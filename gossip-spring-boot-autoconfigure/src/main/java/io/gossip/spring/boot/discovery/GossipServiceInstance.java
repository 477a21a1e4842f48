package io.gossip.spring.boot.discovery;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/** One instance of a service, in Spring's terms; immutable. */
public final class GossipServiceInstance implements ServiceInstance {

    private final io.gossip.discovery.ServiceInstance instance;
    private final String host;

    /**
     * The same instance in Spring's terms.
     *
     * @param instance an instance of the catalog
     */
    public GossipServiceInstance(io.gossip.discovery.ServiceInstance instance) {
        this.instance = instance;
        this.host = instance.host().indexOf(':') < 0 ? instance.host() : "[" + instance.host() + "]";
    }

    @Override
    public String getInstanceId() {
        return instance.instanceId();
    }

    @Override
    public String getServiceId() {
        return instance.service();
    }

    /** An IPv6 address stands in brackets, as in a URI: the load balancer pastes it into one. */
    @Override
    public String getHost() {
        return host;
    }

    @Override
    public int getPort() {
        return instance.port();
    }

    @Override
    public boolean isSecure() {
        return instance.secure();
    }

    @Override
    public URI getUri() {
        return ServiceInstance.createUri(this);
    }

    @Override
    public String getScheme() {
        return instance.secure() ? "https" : "http";
    }

    @Override
    public Map<String, String> getMetadata() {
        return instance.metadata();
    }

    /**
     * Who offers it.
     *
     * @return name of the member
     */
    public String member() {
        return instance.member();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GossipServiceInstance that && instance.equals(that.instance);
    }

    @Override
    public int hashCode() {
        return instance.hashCode();
    }

    @Override
    public String toString() {
        return getServiceId() + " " + getInstanceId() + " at " + getUri();
    }
}
