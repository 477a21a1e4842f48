package io.gossip.spring.boot.app;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for the nodes of one test, so that tests, and a real cluster on the machine, do not find each other. */
public final class FreePorts {

    private static final int RANGE = 10;
    private static final int FIRST = 15_000;
    private static final int RANGES_OF_A_FORK = 500;

    /** Integration tests run in several processes at once, and each has ports of its own. */
    private static final int FORK = Integer.getInteger("gossip.test.fork", 0);

    private FreePorts() {}

    /** The first of ten ports that are free for UDP and TCP, outside the range that systems hand out by themselves. */
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

    private static boolean isFree(InetSocketAddress address) {
        try (ServerSocket tcp = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            tcp.bind(address);
            udp.bind(address);
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
