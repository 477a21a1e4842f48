package io.gossip.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Tells IP addresses from names of hosts; the JVM parses the former itself and asks nobody. */
public final class IpLiteral {

    private static final int OCTETS = 4;
    private static final int MAX_OCTET = 255;

    private IpLiteral() {}

    /**
     * Whether a text is meant as an IP address.
     *
     * @param text any text
     * @return true for four decimal numbers from 0 to 255 with dots between them, and for everything that can only be an IPv6
     *     address, well formed or not, because it has a colon and no characters but those of one; a zone may follow
     */
    public static boolean isLiteral(String text) {
        return isIpv4(text) || isIpv6(text);
    }

    /**
     * Whether a text is an IP address, and not only meant as one.
     *
     * @param text any text
     * @return true for what is a {@linkplain #isLiteral literal} and well formed; a zone is not looked at
     */
    public static boolean isWellFormed(String text) {
        return isIpv4(text) || (isIpv6(text) && isWellFormedIpv6(text));
    }

    private static boolean isWellFormedIpv6(String text) {
        int zone = text.indexOf('%');
        try {
            // What has a colon the JVM takes for an address or for nothing; it looks no name up.
            InetAddress.getByName(zone < 0 ? text : text.substring(0, zone));
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isIpv4(String text) {
        int octets = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == '.') {
                if (!isOctet(text, start, i)) {
                    return false;
                }
                octets++;
                start = i + 1;
            }
        }
        return octets == OCTETS;
    }

    /** With a zero in front it would be octal to some and decimal to others. */
    private static boolean isOctet(String text, int start, int end) {
        if (start == end || end - start > 3 || (text.charAt(start) == '0' && end - start > 1)) {
            return false;
        }
        int value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            value = 10 * value + c - '0';
        }
        return value <= MAX_OCTET;
    }

    private static boolean isIpv6(String text) {
        int zone = text.indexOf('%');
        int end = zone < 0 ? text.length() : zone;
        if (zone == text.length() - 1 || text.startsWith(".")) {
            return false;
        }
        boolean colon = false;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            colon |= c == ':';
            if ("0123456789abcdefABCDEF:.".indexOf(c) < 0) {
                return false;
            }
        }
        return colon;
    }
}
