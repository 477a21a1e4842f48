package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Printable;
import io.gossip.runtime.Timer;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.ErrorResponse;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.PushPull;
import io.gossip.wire.StreamFraming;
import io.gossip.wire.StreamReader;
import io.gossip.wire.WireException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question over a stream of its own: connect, request, response, close (protocol reference, section 6.1). The
 * whole exchange has one deadline, so that no peer can stretch it by trickling bytes.
 */
final class StreamClient {

    /** Learns the outcome of an exchange, exactly once. */
    interface Listener {

        void responded(Message response);

        void failed(String why);
    }

    private final EventLoop loop;
    private final Transport transport;
    private final StreamFraming framing;
    private final BadInput badInput;
    private final MemberlistMetrics metrics;

    StreamClient(
            EventLoop loop, Transport transport, StreamFraming framing, BadInput badInput, MemberlistMetrics metrics) {
        this.loop = loop;
        this.transport = transport;
        this.framing = framing;
        this.badInput = badInput;
        this.metrics = metrics;
    }

    /**
     * Asks.
     *
     * @param request makes the request when the stream is open, so that what it tells is fresh; perhaps later
     */
    void exchange(InetSocketAddress to, Consumer<Consumer<Message>> request, long timeoutNanos, Listener listener) {
        transport.connect(to, timeoutNanos, new Exchange(request, timeoutNanos, listener));
    }

    /** Pings over TCP; what does not answer in time simply does not call back (section 6.5). */
    void ping(InetSocketAddress to, Ping ping, long timeoutNanos, Runnable onAck) {
        exchange(to, request -> request.accept(ping), timeoutNanos, new Listener() {
            @Override
            public void responded(Message response) {
                if (response instanceof Ack ack && ack.sequence() == ping.sequence()) {
                    onAck.run();
                }
            }

            @Override
            public void failed(String why) {}
        });
    }

    /** Sends a message that has no response. */
    void send(InetSocketAddress to, Message message, long timeoutNanos, Consumer<@Nullable String> done) {
        ByteBuffer bytes = framing.sealRequest(message);
        if (bytes.remaining() > framing.maxBytes()) {
            String why = "a message that takes " + bytes.remaining() + " bytes on a stream, where " + framing.maxBytes()
                    + " are allowed";
            loop.execute(() -> done.accept(why));
            return;
        }
        transport.connect(to, timeoutNanos, new ConnectionHandler() {
            @Override
            public void opened(Connection connection) {
                write(connection, bytes);
                connection.close();
            }

            @Override
            public void received(Connection connection, ByteBuffer bytes) {}

            @Override
            public void closed(@Nullable Throwable cause) {
                done.accept(cause == null ? null : describe(cause));
            }
        });
    }

    private void write(Connection connection, ByteBuffer bytes) {
        metrics.streamSent(bytes.remaining());
        connection.send(bytes);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private final class Exchange implements ConnectionHandler {

        private final Consumer<Consumer<Message>> request;
        private final Listener listener;
        private final StreamReader reader = framing.responseReader();
        private final Timer deadline;
        private @Nullable Connection connection;
        private boolean decided;

        Exchange(Consumer<Consumer<Message>> request, long timeoutNanos, Listener listener) {
            this.request = request;
            this.listener = listener;
            this.deadline = loop.schedule(timeoutNanos, () -> fail("no answer in time"));
        }

        @Override
        public void opened(Connection opened) {
            if (decided) {
                opened.abort();
                return;
            }
            connection = opened;
            request.accept(message -> {
                if (!decided) {
                    write(opened, framing.sealRequest(message));
                    if (message instanceof PushPull) {
                        metrics.localStateSent(framing.messageLength());
                    }
                }
            });
        }

        @Override
        public void received(Connection from, ByteBuffer bytes) {
            if (decided) {
                return;
            }
            try {
                Message response = reader.read(bytes);
                if (response != null) {
                    reportArrival();
                }
                if (response instanceof ErrorResponse error) {
                    fail("the other side reports: " + Printable.of(error.error()));
                } else if (response != null) {
                    decide();
                    from.close();
                    listener.responded(response);
                }
            } catch (WireException e) {
                badInput.rejected(from.remoteAddress(), e);
                fail("unreadable answer: " + e.getMessage());
            }
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            fail(cause == null ? "closed without an answer" : describe(cause));
        }

        private void reportArrival() {
            metrics.streamReceived(reader.receivedBytes());
            if (reader.encryptedBytes() > 0) {
                metrics.encryptedFrameReceived(reader.encryptedBytes());
            }
        }

        private void fail(String why) {
            if (!decided) {
                decide();
                if (connection != null) {
                    connection.abort();
                }
                listener.failed(why);
            }
        }

        private void decide() {
            decided = true;
            deadline.cancel();
        }
    }
}
