package io.gossip.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Ends this process, in good order, when the process that started it closes the pipe or dies.
 *
 * <p>A pipe, because it works everywhere: the operating system closes it even after {@code kill -9}, and on Windows a process
 * cannot be asked to stop in any other way.
 */
final class ParentWatch {

    private ParentWatch() {}

    static void exitWhenParentIsGone(InputStream pipe) {
        Thread thread = new Thread(() -> waitFor(pipe), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void waitFor(InputStream pipe) {
        try {
            pipe.transferTo(OutputStream.nullOutputStream());
        } catch (IOException broken) {
            // As good as closed.
        }
        System.exit(0);
    }
}
