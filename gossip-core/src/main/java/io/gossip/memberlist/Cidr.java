package io.gossip.memberlist;

import io.gossip.runtime.ConfigurationException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A network in CIDR notation, such as {@code 10.0.0.0/8} or {@code fd00::/8}. IPv4 addresses match in both their forms, 4
 * bytes and IPv6-mapped.
 */
public final class Cidr {

    private static final int MAPPED_PREFIX = 12;

    private final byte[] network;
    private final int prefixLength;

    private Cidr(byte[] network, int prefixLength) {
        this.network = network;
        this.prefixLength = prefixLength;
    }

    /**
     * Reads {@code address/prefix-length}; bits behind the prefix are ignored.
     *
     * @param text a literal IPv4 or IPv6 address, a slash and the number of leading bits that count
     * @return the network
     * @throws ConfigurationException if the text is something else
     */
    public static Cidr parse(String text) {
        String trimmed = text.trim();
        int slash = trimmed.indexOf('/');
        String host = slash < 0 ? "" : trimmed.substring(0, slash);
        // Nothing else reaches the resolver, so no name is ever looked up.
        boolean literal = host.indexOf(':') >= 0 ? host.matches("[0-9a-fA-F:.]+") : host.matches("\\d+(\\.\\d+){3}");
        if (literal) {
            try {
                byte[] address = InetAddress.getByName(host).getAddress();
                int bits = Integer.parseInt(trimmed.substring(slash + 1));
                if (bits >= 0 && bits <= address.length * Byte.SIZE) {
                    return new Cidr(address, bits);
                }
            } catch (UnknownHostException | NumberFormatException e) {
                // said below, in the words of the setting
            }
        }
        throw new ConfigurationException(
                "allowedNetworks", "'" + text + "'", "networks such as 10.0.0.0/8 or fd00::/8");
    }

    /**
     * Whether an address lies in this network.
     *
     * @param address 4 or 16 bytes; anything else lies nowhere
     * @return true if the leading bits are the same
     */
    public boolean contains(byte[] address) {
        byte[] candidate = withoutMapping(address);
        if (candidate.length != network.length) {
            return false;
        }
        int whole = prefixLength / Byte.SIZE;
        int mask = 0xff00 >> prefixLength % Byte.SIZE & 0xff;
        return Arrays.equals(candidate, 0, whole, network, 0, whole)
                && (whole == network.length || (candidate[whole] & mask) == (network[whole] & mask));
    }

    private static byte[] withoutMapping(byte[] address) {
        if (address.length != 16 || address[10] != -1 || address[11] != -1) {
            return address;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return address;
            }
        }
        return Arrays.copyOfRange(address, MAPPED_PREFIX, address.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cidr that && prefixLength == that.prefixLength && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixLength;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + prefixLength;
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // 4 or 16 bytes, from the constructor
        }
    }
}
