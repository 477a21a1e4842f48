package io.gossip.spring.boot;

import io.gossip.Profile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the gossip node; read once, at start, and checked there. Every one has a default that works:
 * {@code docs/configuration.md}.
 *
 * @param enabled Whether this application runs a gossip node
 * @param nodeName Name of this node, unique in the cluster. By default the name of the host and the port
 * @param bindAddress Address to listen on, the same for UDP and TCP. By default loopback, or all interfaces if a seed is on
 *     another machine
 * @param bindPort Port to listen on, the same for UDP and TCP; 0 takes any free one. By default 7946, or the next free one
 * @param portFallback How many further ports are tried if the port is taken. By default 9, but 0 if a port is set
 * @param advertiseAddress IP address at which other nodes reach this one, if it is not the one it listens on
 * @param advertisePort Port at which other nodes reach this one, together with the address; 0 means the one it listens on
 * @param seeds Comma-separated list of nodes to join, each host or host:port; asked again while they are no members. By
 *     default all ports this node itself may listen on, on this machine
 * @param profile What the time-outs are made for: one machine, a local network, or the internet
 * @param zone Zone of this node: a tag of it, and what the load balancer prefers. By default the load balancer's zone
 * @param label Name of the cluster. Nodes with another one, or none, are kept apart; no secret
 * @param compression Whether to compress what is sent. Compressed messages are always understood
 * @param encryption Settings of the encryption between nodes
 * @param tags What this node tells others about itself beside its services; part of the metadata of each service
 * @param leaveTimeout Longest wait at shutdown until other nodes know that this one leaves
 * @param registration Settings of the service this application offers
 */
@ConfigurationProperties("gossip")
public record GossipProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String nodeName,
        @Nullable String bindAddress,
        @Nullable Integer bindPort,
        @Nullable Integer portFallback,
        @Nullable String advertiseAddress,
        @DefaultValue("0") int advertisePort,
        @Nullable List<String> seeds,
        @DefaultValue("lan") Profile profile,
        @Nullable String zone,
        @Nullable String label,
        @DefaultValue("true") boolean compression,
        @DefaultValue Encryption encryption,
        @DefaultValue Map<String, String> tags,
        @DefaultValue("5s") Duration leaveTimeout,
        @DefaultValue Registration registration) {

    /**
     * Settings of the encryption between nodes: on as soon as there is a key.
     *
     * @param key Key of the cluster, base64 of 16, 24 or 32 random bytes. All nodes need the same
     * @param keyringFile File with the keys of the cluster, instead of a single key; the format is that of a Go serf agent
     * @param verifyIncoming Whether to refuse what is not encrypted. False only while a running cluster is moved to encryption
     * @param verifyOutgoing Whether to encrypt what is sent. False only while a running cluster is moved to encryption
     */
    public record Encryption(
            @Nullable String key,
            @Nullable String keyringFile,
            @DefaultValue("true") boolean verifyIncoming,
            @DefaultValue("true") boolean verifyOutgoing) {

        /** Whether there is a key, wherever it comes from. */
        boolean hasKeys() {
            return key != null || keyringFile != null;
        }

        /** Tells everything but the key. */
        @Override
        public String toString() {
            return "Encryption[key=" + (key == null ? "none" : "******") + ", keyringFile=" + keyringFile
                    + ", verifyIncoming=" + verifyIncoming + ", verifyOutgoing=" + verifyOutgoing + "]";
        }
    }

    /**
     * Settings of the service this application offers.
     *
     * @param enabled Whether this application offers itself to others. Otherwise it only finds them
     * @param serviceName Name under which others find this application. By default the name of the application
     * @param instanceId Id of this instance, unique in the cluster. By default the name of the node
     * @param host Host or address at which others call this application, if it is not the one of the node
     * @param port Port at which others call this application, if it is not the one of its web server. To be set if there is
     *     no web server
     * @param secure Whether others call this application over HTTPS. By default whether its web server has a certificate
     * @param metadata Metadata of the service
     * @param drainDelay How long requests are still taken at shutdown after this node has announced that it leaves
     */
    public record Registration(
            @DefaultValue("true") boolean enabled,
            @Nullable String serviceName,
            @Nullable String instanceId,
            @Nullable String host,
            @Nullable Integer port,
            @Nullable Boolean secure,
            @DefaultValue Map<String, String> metadata,
            @DefaultValue("1s") Duration drainDelay) {}
}
