package io.gossip.sample.demo;

import io.gossip.sample.storefront.Timeline;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the demo adds to the storefront: a fleet of inventories, and requests that start and stop them. */
@Configuration(proxyBeanMethods = false)
@Import(FleetController.class)
public class DemoConfiguration implements WebMvcConfigurer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Bean
    Fleet fleet(ApplicationArguments arguments, Timeline timeline) {
        return new Fleet(JavaCommand.forInventory(List.of(arguments.getSourceArgs())), timeline, System.out, PATIENCE);
    }

    @Bean
    DemoStart demoStart(Fleet fleet, Environment environment) {
        return new DemoStart(fleet, environment, System.out);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new LocalRequestsOnly()).addPathPatterns("/api/demo/**");
    }
}
