package io.gossip.memberlist;

import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A transport whose socket can be made to block or to fail, and that keeps a copy of what it sent. */
final class ObservedTransport implements Transport {

    /** A packet as handed to the network. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Sent(InetSocketAddress to, byte[] bytes) {}

    final List<Sent> sent = new ArrayList<>();
    private final Transport transport;
    private final ObservedLoop loop;
    private Duration blockedFor = Duration.ZERO;
    private boolean broken;
    private Runnable cost = () -> {};

    /** Who receives what comes in, once started. */
    @Nullable
    Handler handler;

    ObservedTransport(Transport transport, ObservedLoop loop) {
        this.transport = transport;
        this.loop = loop;
    }

    /** From now on a packet leaves only after a while. */
    void blockFor(Duration duration) {
        blockedFor = duration;
    }

    /** From now on the call that sends a packet takes a while. */
    void everyPacketTakes(Duration duration) {
        cost = () -> loop.spend(duration);
    }

    /** From now on nothing can be sent. */
    void breakSocket() {
        broken = true;
    }

    /** From now on everything can be sent again. */
    void mendSocket() {
        broken = false;
    }

    @Override
    public InetSocketAddress localAddress() {
        return transport.localAddress();
    }

    @Override
    public void start(Handler receiver) {
        handler = receiver;
        transport.start(receiver);
    }

    @Override
    public void send(InetSocketAddress to, ByteBuffer packet, SendListener listener) {
        cost.run();
        byte[] copy = new byte[packet.remaining()];
        packet.duplicate().get(copy);
        if (broken) {
            loop.schedule(0, () -> listener.failed(new IOException("Network is unreachable")));
        } else if (blockedFor.isZero()) {
            sent.add(new Sent(to, copy));
            transport.send(to, ByteBuffer.wrap(copy), listener);
        } else {
            loop.schedule(blockedFor.toNanos(), () -> {
                sent.add(new Sent(to, copy));
                transport.send(to, ByteBuffer.wrap(copy), listener);
            });
        }
    }

    @Override
    public void connect(InetSocketAddress to, long timeoutNanos, ConnectionHandler handler) {
        transport.connect(to, timeoutNanos, handler);
    }

    @Override
    public void close(Runnable whenClosed) {
        transport.close(whenClosed);
    }
}
