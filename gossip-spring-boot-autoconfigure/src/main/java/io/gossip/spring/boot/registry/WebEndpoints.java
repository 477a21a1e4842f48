package io.gossip.spring.boot.registry;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What the environment knows about the web servers once they have started. Read from the environment and not from the servers'
 * events, so that an application without any web server needs none on its class path.
 */
final class WebEndpoints {

    private static final String DEFAULT_MANAGEMENT_PATH = "/actuator";

    /** Any of them gives the server a certificate; the last one if it is that of a hardware token. */
    private static final List<String> CERTIFICATES =
            List.of("server.ssl.bundle", "server.ssl.certificate", "server.ssl.key-store", "server.ssl.key-store-type");

    private final Environment environment;

    WebEndpoints(Environment environment) {
        this.environment = environment;
    }

    /** The port of the application's own web server, if there is one. */
    OptionalInt port() {
        return port("local.server.port");
    }

    /** Whether the application's own web server has a certificate. */
    boolean isSecure() {
        Binder binder = Binder.get(environment);
        return CERTIFICATES.stream().anyMatch(property -> isSet(binder, property))
                && binder.bind("server.ssl.enabled", Boolean.class).orElse(true);
    }

    /** One by one and not as a map: only so are all ways to write a property understood, such as {@code SERVER_SSL_KEYSTORE}. */
    private static boolean isSet(Binder binder, String property) {
        return !binder.bind(property, String.class).orElse("").isBlank();
    }

    /**
     * Where the actuator is, if it is not where one would look for it. The keys are those that Spring Boot Admin reads from
     * any registry; what it would assume anyway is left out, because tags are short.
     */
    Map<String, String> managementMetadata() {
        OptionalInt managementPort = port("local.management.port");
        if (managementPort.isEmpty()) {
            return Map.of();
        }
        Map<String, String> metadata = new TreeMap<>();
        boolean ownServer = !managementPort.equals(port());
        if (ownServer) {
            metadata.put("management.port", Integer.toString(managementPort.getAsInt()));
        }
        String path = path(ownServer ? "management.server.base-path" : "server.servlet.context-path")
                + (ownServer ? "" : path("spring.webflux.base-path"))
                + environment.getProperty("management.endpoints.web.base-path", DEFAULT_MANAGEMENT_PATH);
        if (!path.equals(DEFAULT_MANAGEMENT_PATH)) {
            metadata.put("management.context-path", path);
        }
        return metadata;
    }

    private String path(String property) {
        String path = environment.getProperty(property, "");
        return path.equals("/") ? "" : path;
    }

    private OptionalInt port(String property) {
        Integer port = environment.getProperty(property, Integer.class);
        return port != null && port > 0 ? OptionalInt.of(port) : OptionalInt.empty();
    }
}
