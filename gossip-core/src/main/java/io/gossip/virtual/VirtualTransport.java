package io.gossip.virtual;

import io.gossip.runtime.Timer;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private final Deque<Runnable> unsent = new ArrayDeque<>();
    private final Deque<Runnable> unread = new ArrayDeque<>();
    private int receiveBufferPackets = Integer.MAX_VALUE;
    private int waitingPackets;
    private int blocks;
    private long blockedSinceNanos;
    private long blockedNanos;
    private final Map<InetAddress, Integer> streamsBySource = new HashMap<>();
    private int maxStreams = Integer.MAX_VALUE;
    private int maxStreamsPerSource = Integer.MAX_VALUE;
    private int streams;
    private long streamBytes;
    private boolean reading;
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

    /**
     * Bounds how many streams that others have opened may be open at once; one on top is closed at once.
     *
     * @param most how many, one or more; not bounded at first
     * @param mostPerSource how many from one IP address
     */
    public void inboundStreams(int most, int mostPerSource) {
        maxStreams = most;
        maxStreamsPerSource = mostPerSource;
    }

    /**
     * How many bytes have come in on the streams that others have opened and that are not closed yet.
     *
     * @return zero or more
     */
    public long inboundStreamBytes() {
        return streamBytes;
    }

    /**
     * Bounds what waits here to be read, as a socket's receive buffer does; packets for which there is no room are lost.
     *
     * @param packets how many may wait, one or more
     */
    public void receiveBuffer(int packets) {
        receiveBufferPackets = packets;
    }

    /**
     * How many packets may wait here to be read.
     *
     * @return one or more; {@link Integer#MAX_VALUE} if it is not bounded
     */
    public int receiveBuffer() {
        return receiveBufferPackets;
    }

    /**
     * Keeps back whatever this end wants to send and whatever arrives for it, while its timers go on: the anomaly of Lifeguard's
     * experiments (section V-D). Unlike a {@linkplain VirtualEventLoop#pause pause} it leaves the node thinking. Several may overlap.
     */
    public void blockIo() {
        if (blocks++ == 0) {
            blockedSinceNanos = time.nanoTime();
        }
    }

    /**
     * For how long {@link #blockIo} has kept back what was to be sent.
     *
     * @return nanoseconds since the transport was made, until now
     */
    public long blockedNanos() {
        return blocks == 0 ? blockedNanos : blockedNanos + time.nanoTime() - blockedSinceNanos;
    }

    /**
     * Ends one block. After the last one it lets go: first all is sent that was to be sent, and the node learns of it, then it reads
     * what had arrived, piece by piece. What it has not come to before the next {@link #blockIo} waits on.
     */
    public void unblockIo() {
        if (blocks == 0 || --blocks > 0) {
            return;
        }
        blockedNanos += time.nanoTime() - blockedSinceNanos;
        if (!closed) {
            unsent.forEach(Runnable::run);
        }
        unsent.clear();
        time.post(0, this::readOn);
    }

    /**
     * Whether what this end sends now leaves at once.
     *
     * @return false after {@link #blockIo}, when a rule keeps it from that, and when it is closed
     */
    public boolean canSend() {
        return blocks == 0 && !closed && network.canSendPacket(address);
    }

    /** The next piece comes only when this one is through, so that timers take their turn between them. */
    private void readOn() {
        if (blocks == 0 && !reading && !unread.isEmpty()) {
            reading = true;
            loop.input(() -> {
                reading = false;
                Runnable step = blocks > 0 ? null : unread.poll();
                if (step != null) {
                    step.run();
                }
                time.post(0, this::readOn);
            });
        }
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
        } else if (!network.canSendPacket(address)) {
            later(() -> listener.failed(new IOException("No buffer space available")));
        } else {
            byte[] bytes = new byte[packet.remaining()];
            packet.duplicate().get(bytes);
            whenSending(() -> {
                network.packet(address, to, bytes);
                later(listener::sent);
            });
        }
    }

    @Override
    public void connect(InetSocketAddress to, long timeoutNanos, ConnectionHandler handler) {
        if (closed) {
            later(() -> handler.closed(new ClosedChannelException()));
            return;
        }
        if (!network.canOpenStream(address)) {
            later(() -> handler.closed(new BindException("Cannot assign requested address")));
            return;
        }
        InetSocketAddress source = new InetSocketAddress(address.getAddress(), 50_000 + sequence++ % 10_000);
        VirtualConnection mine = new VirtualConnection(network, this, to, handler);
        connections.add(mine);
        Timer timeout = loop.later(
                timeoutNanos, () -> mine.fail(new SocketTimeoutException("no connection to " + to + " in time")));
        whenSending(() -> open(to, source, mine, timeout));
    }

    private void open(InetSocketAddress to, InetSocketAddress source, VirtualConnection mine, Timer timeout) {
        if (!network.streamsPass(address, to) || !network.streamsPass(to, address)) {
            return; // cut off or dead: silence, until the timeout
        }
        long there = network.streamDelay(address, to);
        long back = there + network.streamDelay(to, address);
        if (network.at(to) == null || network.refusesStream(address, to)) {
            arrive(back, () -> {
                timeout.cancel();
                mine.fail(new ConnectException("Connection refused: " + to));
            });
            return;
        }
        time.post(there, () -> accept(to, source, mine, timeout, back - there));
    }

    private void accept(
            InetSocketAddress to, InetSocketAddress source, VirtualConnection mine, Timer timeout, long backNanos) {
        VirtualTransport target = network.at(to);
        if (target == null || target.closed || !mine.isOpen()) {
            return;
        }
        VirtualConnection theirs = new VirtualConnection(network, target, source, null);
        mine.join(theirs, backNanos);
        target.connections.add(theirs);
        target.arrive(0, theirs::accepted);
        arrive(backNanos, () -> {
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
        unsent.clear();
        unread.clear();
        List.copyOf(connections).forEach(VirtualConnection::vanish);
    }

    void packetArrived(InetSocketAddress from, byte[] bytes) {
        if (waitingPackets >= receiveBufferPackets) {
            return;
        }
        waitingPackets++;
        whenReceiving(() -> {
            waitingPackets--;
            if (!closed && handler != null) {
                network.received(from, address, bytes);
                handler.packetReceived(from, ByteBuffer.wrap(bytes.clone()));
            }
        });
    }

    /** Something of a stream comes in, at a later time. */
    void arrive(long delayNanos, Runnable step) {
        time.post(delayNanos, () -> whenReceiving(step));
    }

    private void whenReceiving(Runnable step) {
        if (blocks > 0 || !unread.isEmpty()) {
            unread.add(step); // behind what has waited longer
        } else {
            loop.input(step);
        }
    }

    /** Does what sends something, now or when sending is possible again. */
    void whenSending(Runnable step) {
        if (blocks > 0) {
            unsent.add(step);
        } else {
            step.run();
        }
    }

    long now() {
        return time.nanoTime();
    }

    @Nullable
    Handler handler() {
        return handler;
    }

    VirtualEventLoop loop() {
        return loop;
    }

    boolean takesStreamOf(InetSocketAddress source) {
        return streams < maxStreams && streamsBySource.getOrDefault(source.getAddress(), 0) < maxStreamsPerSource;
    }

    void streamAccepted(InetSocketAddress source) {
        streams++;
        streamsBySource.merge(source.getAddress(), 1, Integer::sum);
    }

    void streamBytes(int more) {
        streamBytes += more;
    }

    /** The node knows that it is closed. */
    void streamClosed(InetSocketAddress source, int bytes) {
        streams--;
        streamBytes -= bytes;
        streamsBySource.merge(source.getAddress(), -1, Integer::sum);
    }

    void forget(VirtualConnection connection) {
        connections.remove(connection);
    }

    private void later(Runnable callback) {
        loop.later(0, callback);
    }
}
