package io.gossip.discovery;

import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.Printable;
import io.gossip.serf.Member;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tag schema: how a member says in its tags which services it offers.
 *
 * <p>One service takes these tags; any program that can set Serf tags can register one:
 *
 * <table>
 * <caption>Tags of a service</caption>
 * <tr><th>tag</th><th>value</th><th>if missing</th></tr>
 * <tr><td>{@code service}</td><td>name of the service, not empty</td><td>the member offers no service by this name</td></tr>
 * <tr><td>{@code port}</td><td>1 to 65535, decimal</td><td>the service is not listed</td></tr>
 * <tr><td>{@code host}</td><td>host name or IP address</td><td>the member's IP address</td></tr>
 * <tr><td>{@code secure}</td><td>{@code true} or {@code false}</td><td>{@code false}</td></tr>
 * <tr><td>{@code id}</td><td>instance id, unique in the cluster</td><td>the member's name</td></tr>
 * <tr><td>any other</td><td>metadata of the instance</td><td></td></tr>
 * </table>
 *
 * <p>So {@code serf agent -tag service=billing -tag port=8080 -tag zone=a} offers one instance of {@code billing} with the
 * metadata {@code zone=a}.
 *
 * <p>A member that offers several services gives each further one a suffix of its choice, behind a dot:
 * {@code service.admin=billing-admin}, {@code port.admin=9090}, and likewise {@code host.admin}, {@code secure.admin},
 * {@code id.admin}; {@code team.admin=x} is metadata {@code team=x} of that service only. A suffix counts only if
 * {@code service.}suffix exists and is not empty; all other tags with dots are ordinary metadata, such as
 * {@code management.port=9091}. If several suffixes fit a tag, the longest one counts. Metadata without a suffix is shared by
 * all services of the member; where both are given, the one with the suffix wins. Missing tags of a service with a suffix
 * take the default of the table, not the value without suffix; its instance id is by default the member's name, {@code /} and
 * the suffix.
 *
 * <p>Names of services are compared exactly, case included.
 */
public final class ServiceTags {

    /** Tag with the name of the service. */
    public static final String SERVICE = "service";

    /** Tag with the port of the service. */
    public static final String PORT = "port";

    /** Tag with the host of the service. */
    public static final String HOST = "host";

    /** Tag that says whether the service speaks TLS. */
    public static final String SECURE = "secure";

    /** Tag with the instance id. */
    public static final String ID = "id";

    private static final Logger log = LoggerFactory.getLogger(ServiceTags.class);

    private static final String SERVICE_WITH_SUFFIX = SERVICE + ".";
    private static final String NO_SUFFIX = "";
    private static final Set<String> STRUCTURAL = Set.of(SERVICE, PORT, HOST, SECURE, ID);

    private ServiceTags() {}

    /**
     * The tags that offer the given services; {@link #fromMember} reads them back.
     *
     * <p>The first service goes without suffix, so what it says as metadata is shared by all services. A further one gets as
     * suffix the rest of its name if its name begins with that of the first and one of {@code - . _ :} ({@code admin} for
     * {@code billing-admin} after {@code billing}), and else its whole name; equal suffixes are told apart by a number.
     *
     * @param services services of this node; if empty, the result is {@code shared} as it is
     * @param shared further tags, metadata of all services
     * @return unmodifiable, sorted by key
     * @throws ConfigurationException if metadata uses a name of the schema ({@code port}, {@code service.x}), or one that
     *     would be taken for metadata of another service
     */
    public static Map<String, String> toTags(List<ServiceRegistration> services, Map<String, String> shared) {
        Map<String, String> tags = new TreeMap<>();
        if (services.isEmpty()) {
            tags.putAll(shared);
            return Collections.unmodifiableMap(tags);
        }
        List<String> suffixes = suffixesFor(services);
        shared.forEach((key, value) -> putMetadata(tags, suffixes, NO_SUFFIX, key, value));
        for (int i = 0; i < services.size(); i++) {
            ServiceRegistration service = services.get(i);
            String suffix = suffixes.get(i);
            service.metadata().forEach((key, value) -> putMetadata(tags, suffixes, suffix, key, value));
            tags.put(tag(SERVICE, suffix), service.service());
            tags.put(tag(PORT, suffix), Integer.toString(service.port()));
            String host = service.host();
            if (host != null) {
                tags.put(tag(HOST, suffix), host);
            }
            if (service.secure()) {
                tags.put(tag(SECURE, suffix), "true");
            }
        }
        return Collections.unmodifiableMap(tags);
    }

    /**
     * The services that a member's tags offer, whatever its status. A service whose port is missing or not a port is left
     * out.
     *
     * @param member the member
     * @return unmodifiable; the service without suffix first, then the others in the order of their suffixes
     */
    public static List<ServiceInstance> fromMember(Member member) {
        Map<String, String> tags = member.tags();
        List<String> suffixes = suffixesIn(tags);
        if (suffixes.isEmpty()) {
            return List.of();
        }
        Map<String, Map<String, String>> metadata = metadataBySuffix(tags, suffixes);
        List<ServiceInstance> instances = new ArrayList<>(suffixes.size());
        for (String suffix : suffixes) {
            String service = tags.getOrDefault(tag(SERVICE, suffix), "");
            int port = port(tags.get(tag(PORT, suffix)));
            if (port == 0) {
                log.debug(
                        "Member {} offers {} without a usable tag {}",
                        Printable.of(member.name()),
                        Printable.of(service),
                        Printable.of(tag(PORT, suffix)));
                continue;
            }
            Map<String, String> own = new TreeMap<>(metadata.getOrDefault(NO_SUFFIX, Map.of()));
            own.putAll(metadata.getOrDefault(suffix, Map.of()));
            instances.add(new ServiceInstance(
                    orElse(tags.get(tag(ID, suffix)), suffix.isEmpty() ? member.name() : member.name() + "/" + suffix),
                    service,
                    orElse(tags.get(tag(HOST, suffix)), ip(member)),
                    port,
                    Boolean.parseBoolean(tags.get(tag(SECURE, suffix))),
                    own,
                    member.name()));
        }
        return List.copyOf(instances);
    }

    /** The suffixes of the services in tags, in their order, {@link #NO_SUFFIX} first if there is a service without one. */
    private static List<String> suffixesIn(Map<String, String> tags) {
        List<String> suffixes = new ArrayList<>(2);
        tags.forEach((key, value) -> {
            if (key.startsWith(SERVICE) && !value.isEmpty()) {
                if (key.length() == SERVICE.length()) {
                    suffixes.add(NO_SUFFIX);
                } else if (key.startsWith(SERVICE_WITH_SUFFIX) && key.length() > SERVICE_WITH_SUFFIX.length()) {
                    suffixes.add(key.substring(SERVICE_WITH_SUFFIX.length()));
                }
            }
        });
        return suffixes;
    }

    private static Map<String, Map<String, String>> metadataBySuffix(Map<String, String> tags, List<String> suffixes) {
        Map<String, Map<String, String>> metadata = new HashMap<>();
        tags.forEach((key, value) -> {
            String suffix = suffixOf(key, suffixes);
            String name = suffix.isEmpty() ? key : key.substring(0, key.length() - suffix.length() - 1);
            if (!STRUCTURAL.contains(name)) {
                metadata.computeIfAbsent(suffix, owner -> new HashMap<>()).put(name, value);
            }
        });
        return metadata;
    }

    /** To which service a tag belongs: the longest suffix it ends with, or {@link #NO_SUFFIX}. */
    private static String suffixOf(String key, List<String> suffixes) {
        String longest = NO_SUFFIX;
        for (String suffix : suffixes) {
            int dot = key.length() - suffix.length() - 1;
            if (suffix.length() > longest.length() && dot > 0 && key.charAt(dot) == '.' && key.endsWith(suffix)) {
                longest = suffix;
            }
        }
        return longest;
    }

    private static List<String> suffixesFor(List<ServiceRegistration> services) {
        List<String> suffixes = new ArrayList<>(services.size());
        suffixes.add(NO_SUFFIX);
        String first = services.get(0).service();
        for (ServiceRegistration service : services.subList(1, services.size())) {
            String wanted = suffixFor(service.service(), first);
            String suffix = wanted;
            for (int number = 2; suffixes.contains(suffix); number++) {
                suffix = wanted + number;
            }
            suffixes.add(suffix);
        }
        return suffixes;
    }

    private static String suffixFor(String service, String first) {
        boolean startsWithFirst = service.startsWith(first)
                && service.length() > first.length() + 1
                && "-._:".indexOf(service.charAt(first.length())) >= 0;
        return startsWithFirst ? service.substring(first.length() + 1) : service;
    }

    private static void putMetadata(
            Map<String, String> tags, List<String> suffixes, String suffix, String key, String value) {
        String tag = tag(key, suffix);
        if (key.isEmpty()
                || STRUCTURAL.contains(key)
                || tag.startsWith(SERVICE_WITH_SUFFIX)
                || !suffixOf(tag, suffixes).equals(suffix)) {
            throw new ConfigurationException(
                    "metadata",
                    "'" + key + "'",
                    "named other than " + new TreeSet<>(STRUCTURAL) + ", " + SERVICE_WITH_SUFFIX
                            + "*, and must not end with the suffix of another service");
        }
        tags.put(tag, value);
    }

    private static String tag(String name, String suffix) {
        return suffix.isEmpty() ? name : name + "." + suffix;
    }

    /** The port in a tag, or 0 if it is none. */
    private static int port(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 5) {
            return 0;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            port = port * 10 + (c - '0');
        }
        return port > 65_535 ? 0 : port;
    }

    private static String orElse(@Nullable String value, String fallback) {
        return value == null || value.isEmpty() ? fallback : value;
    }

    private static String ip(Member member) {
        return member.address().socketAddress().getAddress().getHostAddress();
    }
}
