package io.gossip.virtual;

import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One end of a stream in a {@link VirtualNetwork}: bytes arrive in order, late perhaps, cut anew, but never lost. */
final class VirtualConnection implements Connection {

    private static final long SECOND = 1_000_000_000;

    private final VirtualNetwork network;
    private final VirtualTransport owner;
    private final InetSocketAddress remote;
    private @Nullable ConnectionHandler handler;
    private @Nullable VirtualConnection peer;
    private boolean open = true;
    private boolean stalled;
    private long lastArrivalNanos;
    private boolean inbound;
    private int receivedBytes;

    VirtualConnection(
            VirtualNetwork network,
            VirtualTransport owner,
            InetSocketAddress remote,
            @Nullable ConnectionHandler handler) {
        this.network = network;
        this.owner = owner;
        this.remote = remote;
        this.handler = handler;
        this.lastArrivalNanos = owner.now();
    }

    /** Connects both ends; what the other sends may arrive here when this end knows that it is open, not before. */
    void join(VirtualConnection theirs, long openAfterNanos) {
        peer = theirs;
        theirs.peer = this;
        theirs.lastArrivalNanos = owner.now() + openAfterNanos;
    }

    boolean isOpen() {
        return open;
    }

    void accepted() {
        Transport.Handler acceptor = owner.handler();
        if (open && acceptor != null && !owner.takesStreamOf(remote)) {
            acceptor.connectionRefused(remote);
            abort();
        } else if (open && acceptor != null) {
            owner.streamAccepted(remote);
            inbound = true;
            handler = acceptor.connectionAccepted(this);
        }
    }

    void opened() {
        if (open && handler != null) {
            handler.opened(this);
        }
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public void send(ByteBuffer bytes) {
        if (!open) {
            return;
        }
        VirtualConnection to = peer;
        if (to == null) {
            return;
        }
        InetSocketAddress here = owner.localAddress();
        InetSocketAddress there = to.owner.localAddress();
        long nanosPerByte = network.streamNanosPerByte(here, there);
        int longest = nanosPerByte == 0
                ? network.segmentBytes()
                : (int) Math.max(1, Math.min(network.segmentBytes(), SECOND / nanosPerByte));
        ByteBuffer source = bytes.duplicate();
        while (source.hasRemaining()) {
            boolean resets = network.resetsStream(here, there);
            int length = Math.min(source.remaining(), longest);
            byte[] segment = new byte[resets ? (length + 1) / 2 : length];
            source.get(segment);
            toPeer(segment.length * nanosPerByte, theirs -> theirs.receive(segment));
            if (resets) {
                abort();
                return;
            }
        }
    }

    @Override
    public void close() {
        if (open) {
            toPeer(0, theirs -> theirs.end(null));
            end(null);
        }
    }

    @Override
    public void abort() {
        if (open) {
            toPeer(0, theirs -> theirs.end(new IOException("Connection reset by peer")));
            end(new IOException("Connection aborted"));
        }
    }

    /** The stream never opened. */
    void fail(Throwable cause) {
        end(cause);
    }

    /** This end is gone and the other does not learn of it. */
    void vanish() {
        open = false;
        owner.forget(this);
    }

    private void receive(byte[] segment) {
        if (open && handler != null) {
            receivedBytes += segment.length;
            if (inbound) {
                owner.streamBytes(segment.length);
            }
            handler.received(this, ByteBuffer.wrap(segment));
        }
    }

    private void end(@Nullable Throwable cause) {
        if (!open) {
            return;
        }
        open = false;
        owner.forget(this);
        owner.loop().later(0, () -> {
            if (handler != null) {
                handler.closed(cause);
            }
            if (inbound) {
                owner.streamClosed(remote, receivedBytes);
            }
        });
    }

    private void toPeer(long nanos, Consumer<VirtualConnection> step) {
        VirtualConnection to = peer;
        if (to != null) {
            owner.whenSending(() -> send(to, nanos, step));
        }
    }

    private void send(VirtualConnection to, long nanos, Consumer<VirtualConnection> step) {
        // A stream has no gaps: what was cut once brings nothing any more, even if the cut has healed.
        stalled |= !network.streamsPass(owner.localAddress(), to.owner.localAddress());
        if (stalled) {
            return;
        }
        long now = owner.now();
        long delay = network.streamDelay(owner.localAddress(), to.owner.localAddress());
        // In order, whatever the jitter, and each piece takes its time after the one before.
        lastArrivalNanos = now + Math.max(delay, lastArrivalNanos - now) + nanos;
        to.owner.arrive(lastArrivalNanos - now, () -> step.accept(to));
    }
}
