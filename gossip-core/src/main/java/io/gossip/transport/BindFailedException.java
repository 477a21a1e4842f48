package io.gossip.transport;

import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Locale;

/** An address cannot be listened on; raised when a node starts. The message names address and protocol. */
public final class BindFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final InetSocketAddress address;
    private final String protocol;

    /**
     * A refusal by the operating system.
     *
     * @param address what was to be bound
     * @param protocol {@code TCP} or {@code UDP}
     * @param cause why it could not be
     */
    public BindFailedException(InetSocketAddress address, String protocol, Throwable cause) {
        super("cannot listen on " + protocol + " " + text(address) + ": " + cause.getMessage(), cause);
        this.address = address;
        this.protocol = protocol;
    }

    /**
     * What was to be bound.
     *
     * @return the address; its port is 0 if any free port would have done
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * For which of the two the address failed; a node needs the same port for both.
     *
     * @return {@code TCP} or {@code UDP}
     */
    public String protocol() {
        return protocol;
    }

    /**
     * Whether another socket has the port; otherwise the address itself is at fault, for instance of no local
     * interface.
     *
     * @return true if a different port would help
     */
    public boolean isAddressInUse() {
        Throwable cause = getCause();
        String message = cause instanceof BindException ? cause.getMessage() : null;
        return message != null && message.toLowerCase(Locale.ROOT).contains("in use");
    }

    private static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
