package io.gossip.sample.storefront;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * The storefront. The group's name is the name of the service: having no URL in the settings, its calls are balanced over
 * the instances that the cluster knows.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ImportHttpServices(group = "inventory", types = InventoryClient.class)
public class StorefrontApplication {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Timeline timeline(Clock clock) {
        return new Timeline(clock);
    }
}
