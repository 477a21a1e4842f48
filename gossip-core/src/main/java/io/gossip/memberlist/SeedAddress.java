package io.gossip.memberlist;

import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.Printable;
import io.gossip.transport.IpLiteral;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to find a node to join, as people write it: {@code host}, {@code host:port}, {@code [::1]:port} or
 * {@code name/host:port} (protocol reference, section 16.2).
 *
 * @param name name of the node there, or null if it does not matter
 * @param host a host name or a literal address, without brackets
 * @param port 1 to 65535
 */
public record SeedAddress(@Nullable String name, String host, int port) {

    private static final int MAX_HOST_NAME = 253;

    /** Letters of any script: what the resolver makes of them is its own affair. */
    private static final Pattern HOST_NAME = Pattern.compile("[\\p{L}\\p{N}_-]{1,63}(\\.[\\p{L}\\p{N}_-]{1,63})*\\.?");

    /** An address that lacks something, or a port that lacks its host; the JVM would make an address of most of them. */
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");

    /**
     * Reads the text form.
     *
     * @param text what the user wrote
     * @param defaultPort the port if the text names none, 1 to 65535
     * @return the address
     * @throws ConfigurationException if the text is none of the four forms, or its host can be neither a name nor an address
     */
    public static SeedAddress parse(String text, int defaultPort) {
        String address = text.strip();
        int slash = address.indexOf('/');
        if (slash == 0) {
            throw malformed(text);
        }
        String name = slash < 0 ? null : address.substring(0, slash);
        address = address.substring(slash + 1);
        int colon = portColon(address);
        String host = colon < 0 ? address : address.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        boolean ipv6 = host.indexOf(':') >= 0;
        if (ipv6 ? !IpLiteral.isWellFormed(host) : bracketed || !isIpv4OrName(host)) {
            throw malformed(text);
        }
        return new SeedAddress(name, host, colon < 0 ? defaultPort : port(address.substring(colon + 1), text));
    }

    /**
     * Whether the node would be on this machine, as far as it shows without a look-up.
     *
     * @return true for {@code localhost} and loopback addresses
     */
    public boolean isLoopback() {
        return host.equalsIgnoreCase("localhost")
                || (IpLiteral.isLiteral(host) && (host.startsWith("127.") || host.equals("::1")));
    }

    private static boolean isIpv4OrName(String host) {
        return IpLiteral.isWellFormed(host)
                || (host.length() <= MAX_HOST_NAME
                        && HOST_NAME.matcher(host).matches()
                        && !NUMBERS.matcher(host).matches());
    }

    /** Where the port is set off, or -1: a bare IPv6 address has several colons and no port. */
    private static int portColon(String address) {
        int last = address.lastIndexOf(':');
        boolean hasPort =
                address.startsWith("[") ? last > address.lastIndexOf(']') : last >= 0 && address.indexOf(':') == last;
        return hasPort ? last : -1;
    }

    private static int port(String digits, String text) {
        try {
            int port = digits.startsWith("+") ? 0 : Integer.parseInt(digits);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // told below, as any other wrong port
        }
        throw malformed(text);
    }

    private static ConfigurationException malformed(String text) {
        return new ConfigurationException(
                "seeds",
                "'" + text + "'",
                "host, host:port, [ipv6]:port or name/host:port, with a port from 1 to 65535");
    }

    @Override
    public String toString() {
        String prefix = name == null ? "" : Printable.of(name) + "/";
        return prefix + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
