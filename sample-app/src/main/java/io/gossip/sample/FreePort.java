package io.gossip.sample;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.jspecify.annotations.Nullable;

/** A TCP port that nobody on this machine listens on. */
final class FreePort {

    private static final int TRIES = 50;

    private FreePort() {}

    /** The given port or one of those that follow it; 0, which takes any, if all are taken. */
    static int from(int preferred) {
        for (int port = preferred; port < preferred + TRIES; port++) {
            // Both: macOS lets one process have the port on all interfaces and another one on loopback.
            if (isFree(port, null) && isFree(port, InetAddress.getLoopbackAddress())) {
                return port;
            }
        }
        return 0;
    }

    private static boolean isFree(int port, @Nullable InetAddress address) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
