package io.gossip.memberlist;

import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.ErrorResponse;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.PushPull;
import io.gossip.wire.Message.User;
import io.gossip.wire.StreamFraming;
import io.gossip.wire.StreamReader;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Answers what others ask over streams: one request, at most one response, close (protocol reference, section 6). */
final class StreamServer {

    private final String selfName;
    private final StreamFraming framing;
    private final AntiEntropy antiEntropy;
    private final Application application;
    private final BadInput badInput;
    private final MemberlistMetrics metrics;

    StreamServer(
            String selfName,
            StreamFraming framing,
            AntiEntropy antiEntropy,
            Application application,
            BadInput badInput,
            MemberlistMetrics metrics) {
        this.selfName = selfName;
        this.framing = framing;
        this.antiEntropy = antiEntropy;
        this.application = application;
        this.badInput = badInput;
        this.metrics = metrics;
    }

    ConnectionHandler accept() {
        metrics.streamAccepted();
        return new Session();
    }

    private final class Session implements ConnectionHandler {

        private final StreamReader reader = framing.requestReader();
        private @Nullable InetSocketAddress asker;
        private boolean answered;

        @Override
        public void opened(Connection connection) {}

        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            if (answered) {
                return;
            }
            asker = connection.remoteAddress();
            try {
                Message request = reader.read(bytes);
                if (request == null) {
                    return;
                }
                reportArrival();
                answered = true;
                answer(connection, request);
                return;
            } catch (WireException e) {
                badInput.rejected(connection.remoteAddress(), e);
                if (reader.errorResponseDue()) {
                    respond(connection, new ErrorResponse(e.getMessage() == null ? "" : e.getMessage()));
                }
            }
            answered = true;
            connection.close();
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            if (!answered && asker != null) {
                badInput.rejected(
                        asker, new WireException(Reason.TRUNCATED, "the stream ended before the request did"));
            }
            answered = true;
        }

        private void reportArrival() {
            metrics.streamReceived(reader.receivedBytes());
            if (reader.encryptedBytes() > 0) {
                metrics.encryptedFrameReceived(reader.encryptedBytes());
            }
        }

        private void answer(Connection connection, Message request) {
            if (request instanceof PushPull theirs) {
                exchange(connection, theirs);
                return;
            }
            if (request instanceof Ping ping) {
                if (ping.node().isEmpty() || ping.node().equals(selfName)) {
                    respond(connection, new Ack(ping.sequence(), Bytes.EMPTY));
                } else {
                    badInput.refused(connection.remoteAddress(), "ping", "it is meant for another node");
                }
            } else if (request instanceof User user) {
                if (!user.payload().isEmpty()) {
                    application.deliver(connection.remoteAddress(), user.payload());
                }
            } else {
                badInput.refused(connection.remoteAddress(), "stream", "it carries no request");
            }
            connection.close();
        }

        /** What we answer is what we knew before: neither side's answer includes what it has just learned. */
        private void exchange(Connection connection, PushPull theirs) {
            antiEntropy.localState(theirs.join(), ours -> {
                respond(connection, ours);
                connection.close();
                antiEntropy.merge(connection.remoteAddress(), theirs, theirs.join(), refusal -> {
                    if (refusal != null) {
                        badInput.refused(connection.remoteAddress(), "push/pull", refusal);
                    }
                });
            });
        }

        private void respond(Connection connection, Message response) {
            ByteBuffer bytes = framing.sealResponse(response);
            metrics.streamSent(bytes.remaining());
            if (response instanceof PushPull) {
                metrics.localStateSent(framing.messageLength());
            }
            connection.send(bytes);
        }
    }
}
