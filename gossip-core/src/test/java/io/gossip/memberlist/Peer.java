package io.gossip.memberlist;

import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Compound;
import io.gossip.wire.Message;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.IndirectPing;
import io.gossip.wire.Message.Nack;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.StreamReader;
import io.gossip.wire.WireException;
import io.gossip.wire.WireOutput;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Another node on the {@link Rig}'s network, without a will of its own: it says and answers what the test tells it to. */
final class Peer {

    /** A message that reached this peer in a packet. */
    record Heard(long atNanos, Message message, List<Message> wholePacket) {}

    /** A stream that this peer opened to the node, and what came back. */
    static final class Dialogue {
        final List<Message> answers = new ArrayList<>();
        boolean open;
        boolean closed;

        @Nullable
        Throwable cause;

        @Nullable
        Connection connection;

        /** Breaks the stream. */
        void reset() {
            if (connection == null) {
                throw new AssertionError("the stream is not open");
            }
            connection.abort();
        }

        /** Writes bytes behind those written before. */
        void write(ByteBuffer bytes) {
            if (connection == null) {
                throw new AssertionError("the stream is not open");
            }
            connection.send(bytes);
        }
    }

    final String name;
    final Address address;
    final InetSocketAddress socketAddress;
    final VirtualTransport transport;
    final List<Heard> heard = new ArrayList<>();
    final List<Message> requests = new ArrayList<>();
    private final Rig rig;
    private final List<Consumer<Message>> reactions = new ArrayList<>();
    private BiConsumer<Connection, Message> streamReaction = (connection, request) -> connection.close();

    Peer(Rig rig, String name) {
        this.rig = rig;
        this.name = name;
        this.address = Say.addressOf(name);
        this.socketAddress = address.socketAddress();
        this.transport = rig.net.bind(socketAddress.getAddress().getHostAddress(), address.port());
        transport.start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
                byte[] bytes = new byte[packet.remaining()];
                packet.get(bytes);
                List<Message> messages = rig.open(bytes);
                for (Message message : messages) {
                    heard.add(new Heard(rig.time.nanoTime(), message, messages));
                    reactions.forEach(reaction -> reaction.accept(message));
                }
            }

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                return new Session();
            }
        });
    }

    /** Sends a packet to the node and lets it arrive. */
    void tells(Message... messages) {
        sends(rig.transport.localAddress(), messages);
        rig.time.runUntilIdle();
    }

    void sends(InetSocketAddress to, Message... messages) {
        List<Bytes> parts = List.of(messages).stream().map(rig.encoder::encode).toList();
        WireOutput packet = new WireOutput(2048);
        if (parts.size() == 1) {
            packet.put(parts.get(0));
        } else {
            Compound.write(parts, packet);
        }
        sendsRaw(to, rig.packets.seal(packet.view(), false));
    }

    void sendsRaw(InetSocketAddress to, ByteBuffer packet) {
        transport.send(to, packet, PacketSender.NOBODY_CARES);
    }

    /** Answers pings from now on, as a healthy node does. */
    Peer answersPings() {
        return on(Ping.class, ping -> {
            if (ping.node().isEmpty() || ping.node().equals(name)) {
                sends(replyAddress(ping.source()), new Ack(ping.sequence(), Bytes.EMPTY));
            }
        });
    }

    /** Says on every request to help that the target did not answer. */
    Peer answersHelpRequestsWithNack() {
        return on(IndirectPing.class, request -> sends(replyAddress(request.source()), new Nack(request.sequence())));
    }

    /** Says on every request to help that the target answered. */
    Peer answersHelpRequestsWithAck() {
        return on(
                IndirectPing.class,
                request -> sends(replyAddress(request.source()), new Ack(request.sequence(), Bytes.EMPTY)));
    }

    <T extends Message> Peer on(Class<T> type, Consumer<T> reaction) {
        reactions.add(message -> {
            if (type.isInstance(message)) {
                reaction.accept(type.cast(message));
            }
        });
        return this;
    }

    /** Answers requests over streams from now on; on null it closes without an answer. */
    Peer answersStreams(Function<Message, @Nullable Message> answer) {
        return onStream((connection, request) -> {
            Message response = answer.apply(request);
            if (response != null) {
                connection.send(rig.streams.sealResponse(response));
            }
            connection.close();
        });
    }

    /** Accepts streams from now on, and then does nothing. */
    Peer hangsOnStreams() {
        return onStream((connection, request) -> {});
    }

    /** Does something when a request has come over a stream. */
    Peer onStream(BiConsumer<Connection, Message> reaction) {
        streamReaction = reaction;
        return this;
    }

    /** The messages of one type that came by packet. */
    <T extends Message> List<T> heard(Class<T> type) {
        return heard.stream()
                .map(Heard::message)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** When messages of one type came by packet, in milliseconds after the given instant. */
    List<Long> heardAtMillis(Class<? extends Message> type, long sinceNanos) {
        return heard.stream()
                .filter(each -> type.isInstance(each.message))
                .map(each -> (each.atNanos - sinceNanos) / 1_000_000)
                .toList();
    }

    /** Asks the node over a stream, and lets it happen. */
    Dialogue asks(Message request) {
        return writes(rig.streams.sealRequest(request));
    }

    /** Writes bytes to the node over a stream, and lets it happen. */
    Dialogue writes(ByteBuffer bytes) {
        Dialogue dialogue = new Dialogue();
        StreamReader reader = rig.streams.responseReader();
        byte[] request = new byte[bytes.remaining()];
        bytes.get(request);
        transport.connect(rig.transport.localAddress(), 1_000_000_000L, new ConnectionHandler() {
            @Override
            public void opened(Connection connection) {
                dialogue.open = true;
                dialogue.connection = connection;
                connection.send(ByteBuffer.wrap(request));
            }

            @Override
            public void received(Connection connection, ByteBuffer bytes) {
                try {
                    Message answer = reader.read(bytes);
                    if (answer != null) {
                        dialogue.answers.add(answer);
                    }
                } catch (WireException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void closed(@Nullable Throwable cause) {
                dialogue.closed = true;
                dialogue.cause = cause;
            }
        });
        rig.time.runUntilIdle();
        return dialogue;
    }

    private InetSocketAddress replyAddress(@Nullable Address source) {
        return source == null ? rig.transport.localAddress() : source.socketAddress();
    }

    private final class Session implements ConnectionHandler {

        private final StreamReader reader = rig.streams.requestReader();

        @Override
        public void opened(Connection connection) {}

        @Override
        public void received(Connection connection, ByteBuffer bytes) {
            try {
                Message request = reader.read(bytes);
                if (request == null) {
                    return;
                }
                requests.add(request);
                streamReaction.accept(connection, request);
            } catch (WireException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void closed(@Nullable Throwable cause) {}
    }
}
