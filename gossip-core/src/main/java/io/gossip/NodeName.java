package io.gossip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a node that was given none: host name, {@code -} and port. Two processes of one machine cannot have the same
 * port, and a node that is restarted gets its old name back.
 */
final class NodeName {

    private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private static final int MAX_HOST_LENGTH = 100;

    private NodeName() {}

    static String of(int port) {
        return of(hostName(), port);
    }

    /** Only characters that every other member accepts. */
    static String of(String host, int port) {
        String plain = host.replaceAll("[^A-Za-z0-9.-]", "-");
        return plain.substring(0, Math.min(plain.length(), MAX_HOST_LENGTH)) + "-" + port;
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
