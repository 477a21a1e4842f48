package io.gossip.spring.boot.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for the nodes of one test, so that tests, and a real cluster on the machine, do not find each other. */
public final class FreePorts {

    private static final int RANGE = 10;
    private static final int FIRST = 15_000;
    private static final int RANGES_OF_A_FORK = 150;

    /** Integration tests run in several processes at once, and each has ports of its own. */
    private static final int FORK = Integer.getInteger("gossip.test.fork", 0);

    private FreePorts() {}

    /** The first of ten ports on which no node listens, outside the range that systems hand out by themselves. */
    public static int first() {
        for (int tries = 0; tries < 100; tries++) {
            int range = FORK * RANGES_OF_A_FORK + ThreadLocalRandom.current().nextInt(RANGES_OF_A_FORK);
            int first = FIRST + range * RANGE;
            if (allFree(first)) {
                return first;
            }
        }
        throw new IllegalStateException("no ten free ports in a row");
    }

    private static boolean allFree(int first) {
        for (int port = first; port < first + RANGE; port++) {
            if (!isFree(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Asks by connecting. A socket that listens to find out, if only for a moment, is held open for longer by a process that
     * another thread starts just then: it inherits all sockets until it runs its own program.
     */
    private static boolean isFree(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return false;
        } catch (IOException nobodyListens) {
            return true;
        }
    }
}
