package io.gossip.discovery;

import io.gossip.runtime.Printable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One place where a service can be reached.
 *
 * @param instanceId unique in the cluster: the tag {@code id}, or else the member's name, followed by {@code /} and the
 *     suffix if it is one of several services of the member
 * @param service name of the service
 * @param host host name or IP address, the latter without brackets
 * @param port 1 to 65535
 * @param secure whether it speaks TLS
 * @param metadata all tags that belong to the service and have no meaning of their own; unmodifiable, sorted by key
 * @param member name of the member that offers it
 */
public record ServiceInstance(
        String instanceId,
        String service,
        String host,
        int port,
        boolean secure,
        Map<String, String> metadata,
        String member) {

    /**
     * Makes the metadata unmodifiable and sorts it.
     *
     * @param instanceId unique in the cluster
     * @param service name of the service
     * @param host host name or IP address
     * @param port 1 to 65535
     * @param secure whether it speaks TLS
     * @param metadata what else is said about it; copied
     * @param member name of the member that offers it
     */
    public ServiceInstance {
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /** All of it, fit to be logged. */
    @Override
    public String toString() {
        return "ServiceInstance[instanceId=" + Printable.of(instanceId) + ", service=" + Printable.of(service)
                + ", host="
                + Printable.of(host) + ", port=" + port + ", secure=" + secure + ", metadata="
                + Printable.of(metadata.toString()) + ", member=" + Printable.of(member) + "]";
    }
}
