package io.gossip.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Addresses on this machine for the nodes of one test.
 *
 * @see #onePort()
 */
public final class Loopback {

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

    /** A port of {@code 127.0.0.1} that nobody listens on now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
