package io.gossip.sample;

import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says where the application is, once it takes requests, and how long after the start of the JVM that is. */
final class ReadyMessage implements ApplicationListener<ApplicationReadyEvent> {

    private static final Logger log = LoggerFactory.getLogger(ReadyMessage.class);

    @Override
    public void onApplicationEvent(ApplicationReadyEvent ready) {
        Environment environment = ready.getApplicationContext().getEnvironment();
        long millis = ManagementFactory.getRuntimeMXBean().getUptime();
        log.info(
                "{} is ready after {} s: http://localhost:{}{}",
                environment.getProperty("spring.application.name"),
                "%.1f".formatted(millis / 1000.0),
                environment.getProperty("local.server.port"),
                environment.getProperty("sample.start-page", "/"));
    }
}
