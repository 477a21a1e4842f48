package io.gossip.virtual;

import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node's place in a {@link VirtualNetwork}. */
public final class VirtualTransport implements Transport {

    /** What fits into a datagram over IPv4. */
    private static final int MAX_DATAGRAM_BYTES = 65_507;

    private final VirtualNetwork network;
    private final VirtualTime time;
    private final VirtualEventLoop loop;
    private final InetSocketAddress address;
    private final Set<VirtualConnection> connections = new LinkedHashSet<>();
    private @Nullable Handler handler;
    private boolean closed;
    private int sequence;

    VirtualTransport(VirtualNetwork network, VirtualTime time, VirtualEventLoop loop, InetSocketAddress address) {
        this.network = network;
        this.time = time;
        this.loop = loop;
        this.address = address;
    }

    /**
     * The loop on which the callbacks come.
     *
     * @return the node's loop
     */
    public VirtualEventLoop eventLoop() {
        return loop;
    }

    /**
     * The number of streams that this end has open.
     *
     * @return zero or more
     */
    public int openConnections() {
        return connections.size();
    }

    @Override
    public InetSocketAddress localAddress() {
        return address;
    }

    @Override
    public void start(Handler handler) {
        this.handler = handler;
    }

    @Override
    public void send(InetSocketAddress to, ByteBuffer packet, SendListener listener) {
        if (closed) {
            later(() -> listener.failed(new ClosedChannelException()));
        } else if (packet.remaining() > MAX_DATAGRAM_BYTES) {
            later(() -> listener.failed(new IOException("Message too long")));
        } else {
            network.packet(address, to, packet.duplicate());
            later(listener::sent);
        }
    }

    @Override
    public void connect(InetSocketAddress to, long timeoutNanos, ConnectionHandler handler) {
        if (closed) {
            later(() -> handler.closed(new ClosedChannelException()));
            return;
        }
        InetSocketAddress source = new InetSocketAddress(address.getAddress(), 50_000 + sequence++ % 10_000);
        VirtualConnection mine = new VirtualConnection(network, this, to, handler);
        connections.add(mine);
        VirtualTime.Event timeout = loop.enqueue(
                timeoutNanos, () -> mine.fail(new SocketTimeoutException("no connection to " + to + " in time")));
        if (!network.streamsPass(address, to) || !network.streamsPass(to, address)) {
            return; // cut off or dead: silence, until the timeout
        }
        long there = network.delay();
        long back = there + network.delay();
        if (network.at(to) == null) {
            loop.deliver(back, () -> {
                timeout.cancel();
                mine.fail(new ConnectException("Connection refused: " + to));
            });
            return;
        }
        time.post(there, () -> accept(to, source, mine, timeout, back - there));
    }

    private void accept(
            InetSocketAddress to,
            InetSocketAddress source,
            VirtualConnection mine,
            VirtualTime.Event timeout,
            long backNanos) {
        VirtualTransport target = network.at(to);
        if (target == null || target.closed || !mine.isOpen()) {
            return;
        }
        VirtualConnection theirs = new VirtualConnection(network, target, source, null);
        mine.join(theirs, backNanos);
        target.connections.add(theirs);
        target.loop.deliver(0, theirs::accepted);
        loop.deliver(backNanos, () -> {
            timeout.cancel();
            mine.opened();
        });
    }

    @Override
    public void close(Runnable whenClosed) {
        if (!closed) {
            closed = true;
            network.unbind(this);
            List.copyOf(connections).forEach(VirtualConnection::abort);
        }
        later(whenClosed);
    }

    /** Vanishes without a word. */
    void die() {
        closed = true;
        loop.stop();
        List.copyOf(connections).forEach(VirtualConnection::vanish);
    }

    void deliver(VirtualNetwork.Packet packet, long delayNanos) {
        loop.deliver(delayNanos, () -> {
            if (!closed && handler != null) {
                handler.packetReceived(
                        packet.from(), ByteBuffer.wrap(packet.bytes().clone()));
            }
        });
    }

    @Nullable
    Handler handler() {
        return handler;
    }

    VirtualEventLoop loop() {
        return loop;
    }

    void forget(VirtualConnection connection) {
        connections.remove(connection);
    }

    private void later(Runnable callback) {
        loop.enqueue(0, callback);
    }
}
