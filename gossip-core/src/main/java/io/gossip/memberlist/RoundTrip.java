package io.gossip.memberlist;

import io.gossip.runtime.Printable;
import io.gossip.runtime.Timer;
import io.gossip.transport.Transport;
import io.gossip.wire.Address;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.Ping;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One ping for the application, to measure how far away a node is (protocol reference, section 8.6). Nobody is suspected and
 * no health is credited for it.
 */
final class RoundTrip implements PendingAcks.Listener, Transport.SendListener {

    /** Learns the outcome, exactly once. */
    interface Listener {

        /** The node answered; the time runs from when the ping had been sent. */
        void answered(Duration roundTrip);

        /** It did not, or could not be asked. */
        void failed(Exception why);
    }

    private final ProbeTools tools;
    private final String name;
    private final InetSocketAddress to;
    private final Listener listener;
    private final long sequence;
    private @Nullable Timer timeout;
    private long sentAt;
    private boolean decided;

    /** A ping that is not sent yet. */
    RoundTrip(ProbeTools tools, String name, Address address, Listener listener) {
        this.tools = tools;
        this.name = name;
        this.to = address.socketAddress();
        this.listener = listener;
        this.sequence = tools.sequences().next();
        this.sentAt = tools.loop().nanoTime();
    }

    void start() {
        tools.pendingAcks().register(sequence, this);
        Duration patience = tools.config().probing().timeout();
        timeout = tools.loop().schedule(patience.toNanos(), () -> {
            decide();
            listener.failed(new TimeoutException(
                    "'" + Printable.of(name) + "' at " + to + " did not answer within " + patience));
        });
        MemberEntry self = tools.membership().self();
        tools.sender().send(new Ping(sequence, name, self.address, self.name), to, this);
    }

    @Override
    public void sent() {
        sentAt = tools.loop().nanoTime();
    }

    @Override
    public void failed(Throwable cause) {
        if (!decided) {
            decide();
            listener.failed(cause instanceof Exception exception ? exception : new IllegalStateException(cause));
        }
    }

    @Override
    public void acked(InetSocketAddress source, Ack ack) {
        if (!decided && source.equals(to)) {
            decide();
            listener.answered(Duration.ofNanos(tools.loop().nanoTime() - sentAt));
        }
    }

    private void decide() {
        decided = true;
        tools.pendingAcks().remove(sequence);
        if (timeout != null) {
            timeout.cancel();
        }
    }
}
