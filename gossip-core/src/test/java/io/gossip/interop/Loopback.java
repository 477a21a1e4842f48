package io.gossip.interop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Addresses on this machine for the nodes of one test.
 *
 * @see #onePort()
 */
public final class Loopback {

    private static final int PORTS_OF_A_FORK = 400;
    private static final int PORTS_OF_A_BUILD = 5 * PORTS_OF_A_FORK;

    /** Two builds on one machine are in different directories, so they seldom use the same ports. */
    private static final int BUILD =
            Math.floorMod(System.getProperty("user.dir").hashCode(), 10);

    /** Integration tests run in several processes at once, and each has ports of its own. */
    private static final int FORK = Integer.getInteger("gossip.test.fork", 0);

    private static final int FIRST_PORT = 11_000 + BUILD * PORTS_OF_A_BUILD + FORK * PORTS_OF_A_FORK;

    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PORTS_OF_A_FORK));

    private final int onlyPort;
    private int lastHost;

    private Loopback(int onlyPort) {
        this.onlyPort = onlyPort;
    }

    /** Each node gets a port of its own. */
    static Loopback manyPorts() {
        return new Loopback(0);
    }

    /** Each node gets a host of its own and all the same port, as protocol version 1 demands. */
    static Loopback onePort() {
        return new Loopback(freePort());
    }

    /** {@code ip:port} for one more node. */
    String next() {
        return onlyPort == 0 ? "127.0.0.1:" + freePort() : "127.0.0." + ++lastHost + ":" + onlyPort;
    }

    /**
     * A port of {@code 127.0.0.1} on which no node listens now. Nobody gets it who did not ask for it by number, because it lies
     * outside the range that systems hand out by themselves; nor do the next callers.
     */
    public static int freePort() {
        for (int tries = 0; tries < PORTS_OF_A_FORK; tries++) {
            int port = FIRST_PORT + NEXT_PORT.getAndIncrement() % PORTS_OF_A_FORK;
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port");
    }

    /**
     * Asks by connecting. A socket that listens to find out, if only for a moment, is held open for longer by a process that
     * another thread starts just then: it inherits all sockets until it runs its own program.
     */
    private static boolean isFree(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException nobodyListens) {
            return true;
        }
    }
}
