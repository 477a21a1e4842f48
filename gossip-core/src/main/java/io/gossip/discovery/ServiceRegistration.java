package io.gossip.discovery;

import io.gossip.runtime.ConfigurationException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service that this node offers; {@link ServiceTags#toTags} writes it into the node's tags.
 *
 * @param service name of the service, not empty
 * @param port where it listens, 1 to 65535
 * @param secure whether it speaks TLS
 * @param host where others reach it; null means the address of the member
 * @param metadata what else is said about this service; unmodifiable, sorted by key
 */
public record ServiceRegistration(
        String service, int port, boolean secure, @Nullable String host, Map<String, String> metadata) {

    /**
     * Checks the values and copies the metadata.
     *
     * @param service name of the service, not empty
     * @param port where it listens, 1 to 65535
     * @param secure whether it speaks TLS
     * @param host where others reach it; null means the address of the member
     * @param metadata what else is said about this service; copied
     * @throws ConfigurationException if the name or the host is empty or the port is out of range
     */
    public ServiceRegistration {
        if (service.isEmpty()) {
            throw new ConfigurationException("service", "empty", "the name of a service");
        }
        if (port < 1 || port > 65_535) {
            throw new ConfigurationException("port", port, "1 to 65535");
        }
        if (host != null && host.isEmpty()) {
            throw new ConfigurationException("host", "empty", "a host name, an IP address, or null");
        }
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }
}
