package io.gossip.sample.demo;

import java.io.PrintStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * Begins the show when the page can be opened: it says where, and starts the inventories. Not earlier, because three Java
 * processes that start at once would delay the page.
 */
final class DemoStart {

    private static final int INVENTORIES = 2;

    private final Fleet fleet;
    private final Environment environment;
    private final PrintStream out;

    DemoStart(Fleet fleet, Environment environment, PrintStream out) {
        this.fleet = fleet;
        this.environment = environment;
        this.out = out;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        out.printf("""

                  Open   http://localhost:%s
                  %d inventories start now, and appear there within seconds. Ctrl-C ends all of it.

                """, environment.getProperty("local.server.port"), INVENTORIES);
        for (int i = 0; i < INVENTORIES; i++) {
            fleet.startOne();
        }
    }
}
