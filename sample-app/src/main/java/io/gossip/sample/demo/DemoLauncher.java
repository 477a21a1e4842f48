package io.gossip.sample.demo;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the demo in a process of its own, only because {@code java -jar} takes JVM options from nowhere but its command line:
 * with the right ones ({@link JavaCommand}) the page is there in half the time.
 */
public final class DemoLauncher {

    private static final int PATIENCE_SECONDS = 15;

    private DemoLauncher() {}

    /**
     * Starts the demo and waits for its end; if this process has to end first, so has the demo.
     *
     * @param options what the user gave
     * @return the demo's exit code
     */
    public static int run(List<String> options) {
        try {
            Process demo = new ProcessBuilder(JavaCommand.of("demo", options))
                    .redirectOutput(Redirect.INHERIT)
                    .redirectError(Redirect.INHERIT)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(demo), "demo-stop"));
            return demo.waitFor();
        } catch (IOException failure) {
            throw new IllegalStateException("The demo cannot be started", failure);
        } catch (InterruptedException nobodyAsksForIt) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /** It may be stopping already: a terminal sends Ctrl-C to both. Then this only waits, so that the prompt comes last. */
    private static void stop(Process demo) {
        try {
            demo.getOutputStream().close();
        } catch (IOException alreadyGone) {
            // Then there is nothing to stop.
        }
        try {
            if (!demo.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                demo.destroyForcibly();
            }
        } catch (InterruptedException hurry) {
            demo.destroyForcibly();
        }
    }
}
