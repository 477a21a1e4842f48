package io.gossip.wire;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Where a node can be reached: the exact IP bytes it announced, and a port.
 *
 * <p>The IP bytes are opaque: a Go node bound to all interfaces announces an IPv4 address in its 16-byte mapped form, and
 * peers compare the raw bytes. Normalising them would make every Go node report an address conflict (protocol reference,
 * pitfall 1). They are normalised only for dialling and display.
 */
public final class Address {

    private final Bytes ip;
    private final int port;

    /** Made when first asked for, which most addresses that are only compared never are; a race makes an equal one. */
    private @Nullable InetSocketAddress socketAddress;

    private Address(Bytes ip, int port) {
        this.ip = ip;
        this.port = port;
    }

    /**
     * An address from the bytes of a message.
     *
     * @param ip 4 or 16 bytes
     * @param port 0 to 65535
     * @return the address
     * @throws IllegalArgumentException if the IP has another length or the port is out of range
     */
    public static Address of(Bytes ip, int port) {
        if (!isValidIp(ip)) {
            throw new IllegalArgumentException("an IP address has 4 or 16 bytes, not " + ip.length());
        }
        return new Address(ip, port);
    }

    /**
     * An address from a resolved socket address; IPv4 takes its 4-byte form.
     *
     * @param socketAddress a resolved address
     * @return the address
     * @throws IllegalArgumentException if the address is not resolved
     */
    public static Address of(InetSocketAddress socketAddress) {
        if (socketAddress.isUnresolved()) {
            throw new IllegalArgumentException("not resolved: " + socketAddress);
        }
        return new Address(Bytes.of(socketAddress.getAddress().getAddress()), socketAddress.getPort());
    }

    /**
     * Whether the bytes have the length of an IPv4 or IPv6 address.
     *
     * @param ip bytes from a message
     * @return true for 4 and 16 bytes
     */
    public static boolean isValidIp(Bytes ip) {
        return ip.length() == 4 || ip.length() == 16;
    }

    /**
     * The IP bytes exactly as announced.
     *
     * @return 4 or 16 bytes
     */
    public Bytes ip() {
        return ip;
    }

    /**
     * The port.
     *
     * @return 0 to 65535
     */
    public int port() {
        return port;
    }

    /**
     * The address to dial: a mapped IPv4 address becomes plain IPv4.
     *
     * @return a resolved socket address
     */
    public InetSocketAddress socketAddress() {
        InetSocketAddress made = socketAddress;
        if (made == null) {
            made = new InetSocketAddress(inetAddress(ip), port);
            socketAddress = made;
        }
        return made;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Address that && port == that.port && ip.equals(that.ip);
    }

    @Override
    public int hashCode() {
        return 31 * ip.hashCode() + port;
    }

    /** The usual text form, {@code 10.0.0.1:7946} or {@code [fe80::1]:7946}. */
    @Override
    public String toString() {
        String host = socketAddress().getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private static InetAddress inetAddress(Bytes ip) {
        try {
            return InetAddress.getByAddress(ip.toArray());
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException("IP length was checked", impossible);
        }
    }
}
