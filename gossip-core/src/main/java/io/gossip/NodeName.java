package io.gossip;

import io.gossip.wire.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a node that was given none: {@code web3-10.0.0.7-7946}, or {@code web3-7946} if it is known as 127.0.0.1.
 *
 * <p>Address and port are what other nodes tell it by anyway, so two nodes that can meet never get the same name, and one that
 * is restarted gets its old name back. The host name in front is for people.
 */
final class NodeName {

    private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int MAX_HOST_LENGTH = 100;

    private NodeName() {}

    static String of(Address advertised) {
        return of(hostName(), advertised);
    }

    /** Only characters that every other member accepts. */
    static String of(String host, Address advertised) {
        String ip = advertised.socketAddress().getAddress().getHostAddress();
        String start = host.substring(0, Math.min(host.length(), MAX_HOST_LENGTH));
        String name = start + (ip.equals("127.0.0.1") ? "" : "-" + ip) + "-" + advertised.port();
        return name.replaceAll("[^A-Za-z0-9.-]", "-");
    }

    /** What is known without asking DNS comes first. */
    private static String hostName() {
        for (String variable : List.of("HOSTNAME", "COMPUTERNAME")) {
            String name = System.getenv(variable);
            if (name != null && !name.isBlank()) {
                return name.strip();
            }
        }
        String name = linuxHostName();
        if (name != null) {
            return name;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "node";
        }
    }

    private static @Nullable String linuxHostName() {
        try {
            String name =
                    Files.readString(LINUX_HOST_NAME, StandardCharsets.US_ASCII).strip();
            return name.isEmpty() ? null : name;
        } catch (IOException e) {
            return null;
        }
    }
}
