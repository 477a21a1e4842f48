package io.gossip.sample;

import io.gossip.sample.demo.DemoConfiguration;
import io.gossip.sample.demo.DemoLauncher;
import io.gossip.sample.inventory.InventoryApplication;
import io.gossip.sample.storefront.StorefrontApplication;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.SpringApplication;

/** What a process can be: a Spring Boot application of its own, with the settings of {@code application-<role>.yml}. */
enum Role {
    DEMO,
    STOREFRONT,
    INVENTORY;

    /** Ours, not Spring's: the process belongs to a demo and ends with the process that started it. */
    private static final String CHILD = "--child";

    private static final String PORT = "--port=";
    private static final String SERVER_PORT = "--server.port=";
    private static final int PREFERRED_PORT = 8080;

    static Optional<Role> named(String name) {
        return Arrays.stream(values())
                .filter(role -> role.lowerCase().equals(name))
                .findFirst();
    }

    void run(List<String> options) {
        boolean child = options.contains(CHILD);
        if (this == DEMO && !child) {
            System.exit(DemoLauncher.run(options));
        }
        if (child) {
            ParentWatch.exitWhenParentIsGone(System.in);
        }
        List<String> springOptions = options.stream()
                .filter(option -> !option.equals(CHILD))
                .map(option -> option.startsWith(PORT) ? SERVER_PORT + option.substring(PORT.length()) : option)
                .toList();
        SpringApplication application = new SpringApplication(sources());
        application.setAdditionalProfiles(profiles());
        application.setDefaultProperties(defaults(child, springOptions));
        application.addListeners(new ReadyMessage());
        application.run(springOptions.toArray(String[]::new));
    }

    private Class<?>[] sources() {
        return switch (this) {
            case DEMO -> new Class<?>[] {StorefrontApplication.class, DemoConfiguration.class};
            case STOREFRONT -> new Class<?>[] {StorefrontApplication.class};
            case INVENTORY -> new Class<?>[] {InventoryApplication.class};
        };
    }

    private String[] profiles() {
        return this == DEMO ? new String[] {STOREFRONT.lowerCase(), DEMO.lowerCase()} : new String[] {lowerCase()};
    }

    private Map<String, Object> defaults(boolean child, List<String> springOptions) {
        Map<String, Object> defaults = new HashMap<>();
        if (this != INVENTORY && springOptions.stream().noneMatch(option -> option.startsWith(SERVER_PORT))) {
            defaults.put("server.port", FreePort.from(PREFERRED_PORT));
        }
        if (this == DEMO || child) {
            // On one machine the process id is unique, and it is what `kill` wants. Elsewhere the default name is
            // right.
            String service = (this == DEMO ? STOREFRONT : this).lowerCase();
            defaults.put(
                    "gossip.node-name", service + "-" + ProcessHandle.current().pid());
        }
        return defaults;
    }

    private String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }
}
