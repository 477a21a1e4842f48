package io.gossip.spring.boot.app;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application as a user writes it: the starter, a web server, and nothing about gossip in the code. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class TestApplication {

    /** Runs in a JVM of its own, to be killed. */
    public static void main(String[] args) {
        start(TestApplication.class, List.of(args));
    }

    /** Starts an application on any free HTTP port whose node takes the first free port from the given one on. */
    public static ConfigurableApplicationContext start(String name, int gossipPort, String... further) {
        return start(TestApplication.class, arguments(name, gossipPort, further));
    }

    /** Starts an application that has more to it. */
    public static ConfigurableApplicationContext start(Class<?> source, List<String> arguments) {
        return new SpringApplicationBuilder(source)
                .web(WebApplicationType.SERVLET)
                .bannerMode(Banner.Mode.OFF)
                .run(arguments.toArray(String[]::new));
    }

    /** What {@link #start(String, int, String...)} passes on. */
    public static List<String> arguments(String name, int gossipPort, String... further) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.application.name=" + name,
                "--server.port=0",
                "--spring.jmx.enabled=false",
                "--gossip.bind-port=" + gossipPort,
                "--gossip.port-fallback=9"));
        arguments.addAll(List.of(further));
        return arguments;
    }
}
