package io.gossip.interop;

import io.gossip.runtime.EventLoop;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real transport with something between it and the others: a firewall that eats the node's datagrams when told to, and, if
 * wanted, a proxy that takes the label off what comes in.
 */
final class Middlebox implements Transport {

    private static final int HAS_LABEL = 0xF4;

    private final Transport transport;
    private final EventLoop loop;
    private final boolean takesLabelsOff;
    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean eatsDatagrams;

    Middlebox(Transport transport, EventLoop loop, boolean takesLabelsOff) {
        this.transport = transport;
        this.loop = loop;
        this.takesLabelsOff = takesLabelsOff;
    }

    /** Whether from now on what the node sends in datagrams gets lost. */
    void eatDatagrams(boolean eats) {
        eatsDatagrams = eats;
    }

    /** How many streams that the node has opened were answered while datagrams were eaten. */
    int answersToStreams() {
        return answers.get();
    }

    @Override
    public InetSocketAddress localAddress() {
        return transport.localAddress();
    }

    @Override
    public void start(Handler node) {
        if (!takesLabelsOff) {
            transport.start(node);
            return;
        }
        transport.start(new Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
                int header = labelHeader(packet);
                node.packetReceived(source, header <= 0 ? packet : packet.position(packet.position() + header));
            }

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                return new WithoutLabel(node.connectionAccepted(connection));
            }
        });
    }

    @Override
    public void send(InetSocketAddress to, ByteBuffer packet, SendListener listener) {
        if (eatsDatagrams) {
            loop.schedule(0, listener::sent);
        } else {
            transport.send(to, packet, listener);
        }
    }

    @Override
    public void connect(InetSocketAddress to, long timeoutNanos, ConnectionHandler handler) {
        transport.connect(to, timeoutNanos, eatsDatagrams ? new Counted(handler) : handler);
    }

    @Override
    public void close(Runnable whenClosed) {
        transport.close(whenClosed);
    }

    /** How many bytes of label there are in front, possibly none; -1 if that cannot be said yet. */
    private static int labelHeader(ByteBuffer bytes) {
        int start = bytes.position();
        if (bytes.remaining() > 0 && (bytes.get(start) & 0xFF) != HAS_LABEL) {
            return 0;
        }
        if (bytes.remaining() < 2) {
            return -1;
        }
        int length = 2 + (bytes.get(start + 1) & 0xFF);
        return bytes.remaining() < length ? -1 : length;
    }

    private final class Counted implements ConnectionHandler {

        private final ConnectionHandler handler;
        private boolean answered;

        Counted(ConnectionHandler handler) {
            this.handler = handler;
        }

        @Override
        public void opened(Connection connection) {
            handler.opened(connection);
        }

        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            if (!answered) {
                answered = true;
                answers.incrementAndGet();
            }
            handler.received(connection, bytes);
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            handler.closed(cause);
        }
    }

    private static final class WithoutLabel implements ConnectionHandler {

        private final ConnectionHandler handler;
        private final ByteArrayOutputStream start = new ByteArrayOutputStream();
        private boolean passing;

        WithoutLabel(ConnectionHandler handler) {
            this.handler = handler;
        }

        @Override
        public void opened(Connection connection) {
            handler.opened(connection);
        }

        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            if (passing) {
                handler.received(connection, bytes);
                return;
            }
            byte[] more = new byte[bytes.remaining()];
            bytes.get(more);
            start.writeBytes(more);
            ByteBuffer all = ByteBuffer.wrap(start.toByteArray());
            int header = labelHeader(all);
            if (header >= 0) {
                passing = true;
                if (all.position(header).hasRemaining()) {
                    handler.received(connection, all);
                }
            }
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            handler.closed(cause);
        }
    }
}
