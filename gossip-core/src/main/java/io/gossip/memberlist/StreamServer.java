package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Timer;
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

/**
 * Answers what others ask over streams: one request, at most one response, close (protocol reference, section 6).
 *
 * <p>A request has to be here in the stream timeout from accepting the stream, and the answer has to be gone in the same time
 * from then on, however busily bytes trickle (section 6.8). Only so many push/pulls are answered at a time; who comes on top is
 * sent away without an answer (section 6.4).
 */
final class StreamServer {

    private static final ConnectionHandler TURNED_AWAY = new ConnectionHandler() {
        @Override
        public void opened(Connection connection) {}

        @Override
        public void received(Connection connection, ByteBuffer bytes) {}

        @Override
        public void closed(@Nullable Throwable cause) {}
    };

    private final String selfName;
    private final StreamConfig config;
    private final EventLoop loop;
    private final SourceLimit sources;
    private final StreamFraming framing;
    private final AntiEntropy antiEntropy;
    private final Application application;
    private final BadInput badInput;
    private final MemberlistMetrics metrics;
    private int sessions;
    private int pushPulls;
    private long keptBytes;

    StreamServer(
            MemberlistConfig config,
            EventLoop loop,
            SourceLimit sources,
            StreamFraming framing,
            AntiEntropy antiEntropy,
            Application application,
            BadInput badInput,
            MemberlistMetrics metrics) {
        this.selfName = config.name();
        this.config = config.streams();
        this.loop = loop;
        this.sources = sources;
        this.framing = framing;
        this.antiEntropy = antiEntropy;
        this.application = application;
        this.badInput = badInput;
        this.metrics = metrics;
    }

    ConnectionHandler accept(Connection connection) {
        InetSocketAddress remote = connection.remoteAddress();
        if (!sources.allowsStream(remote.getAddress())) {
            badInput.overloaded(remote, "streams");
            connection.abort();
            return TURNED_AWAY;
        }
        metrics.streamAccepted();
        return new Session(connection);
    }

    /** How many streams are open, those included to which all has been said. */
    int sessions() {
        return sessions;
    }

    /** How many of them are push/pulls. */
    int pushPulls() {
        return pushPulls;
    }

    /** How much of requests that are not complete is kept. */
    long keptBytes() {
        return keptBytes;
    }

    private boolean hasRoomForPushPull() {
        return pushPulls < config.maxPushPulls();
    }

    private final class Session implements ConnectionHandler {

        private final StreamReader reader = framing.requestReader();
        private final Connection stream;
        private Timer deadline;
        private boolean heard;
        private boolean answered;
        private boolean isPushPull;
        private boolean gone;

        Session(Connection stream) {
            this.stream = stream;
            sessions++;
            this.deadline = loop.schedule(config.timeout().toNanos(), this::giveUp);
        }

        @Override
        public void opened(Connection connection) {}

        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            if (answered) {
                return;
            }
            heard = true;
            int before = reader.keptBytes();
            try {
                Message request = reader.read(bytes);
                keptBytes += reader.keptBytes() - before;
                if (!isPushPull && reader.isPushPull() && !startPushPull()) {
                    conclude();
                    connection.close();
                } else if (request != null) {
                    conclude();
                    reportArrival();
                    answer(connection, request);
                }
            } catch (WireException e) {
                keptBytes += reader.keptBytes() - before;
                conclude();
                badInput.rejected(connection.remoteAddress(), e);
                if (reader.errorResponseDue()) {
                    respond(connection, new ErrorResponse(e.getMessage() == null ? "" : e.getMessage()));
                }
                connection.close();
            }
        }

        @Override
        public void closed(@Nullable Throwable cause) {
            deadline.cancel();
            gone = true;
            sessions--;
            keptBytes -= reader.keptBytes();
            if (isPushPull) {
                pushPulls--;
            }
            if (!answered && heard) {
                truncated("the stream ended before the request did");
            }
            answered = true;
        }

        private boolean startPushPull() {
            if (!hasRoomForPushPull()) {
                badInput.overloaded(stream.remoteAddress(), "push/pulls");
                return false;
            }
            isPushPull = true;
            pushPulls++;
            return true;
        }

        /** Reads no more; from now on the time for the answer runs. */
        private void conclude() {
            answered = true;
            deadline.cancel();
            deadline = loop.schedule(config.timeout().toNanos(), stream::abort);
        }

        private void giveUp() {
            answered = true;
            truncated("no whole request in " + config.timeout());
            stream.abort();
        }

        private void truncated(String why) {
            badInput.rejected(stream.remoteAddress(), new WireException(Reason.TRUNCATED, why));
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
            antiEntropy.answerTo(theirs, ours -> {
                if (gone) {
                    return; // who has not waited for the answer has merged nothing; nor do we
                }
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
