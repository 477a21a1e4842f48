package io.gossip.simulator;

import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.MessageCodec;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.Versions;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import io.gossip.wire.WireLimits;
import io.gossip.wire.WireOutput;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Passes messages by reference, to simulate large clusters faster and in less memory: what a node says of another one is read by
 * all as the same object.
 *
 * <p>In a packet such a message is as long as it really is, so that as many fit into one; behind its type stands the number under
 * which it is registered, where the first bytes of its body would be. A push/pull is nothing but its number. Pings and their
 * answers go as they always do. Therefore the nodes do the same as with {@link MsgpackCodec}, which a test holds, while what is
 * garbled on the way is not read as what it would have become.
 */
final class ObjectCodec implements MessageCodec {

    /** Where the nodes of one simulation find each other's messages. Grows with every different statement about a node. */
    static final class Registry {

        /** Many more than can be under way at a time; those of streams that were cut are forgotten. */
        private static final int MAX_PUSH_PULLS = 20_000;

        private final List<Message> statements = new ArrayList<>();
        private final Map<Message, Integer> numbers = new HashMap<>();
        private int nextPushPull;
        private final Map<Integer, Message> pushPulls = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Message> eldest) {
                return size() > MAX_PUSH_PULLS;
            }
        };

        int register(Message statement) {
            return numbers.computeIfAbsent(statement, added -> {
                statements.add(added);
                return statements.size() - 1;
            });
        }

        Message statement(int number) throws WireException {
            return known(number >= 0 && number < statements.size() ? statements.get(number) : null);
        }

        int send(Message.PushPull pushPull) {
            pushPulls.put(nextPushPull, pushPull);
            return nextPushPull++;
        }

        Message receive(int number) throws WireException {
            return known(pushPulls.remove(number));
        }

        private static Message known(@Nullable Message message) throws WireException {
            if (message == null) {
                throw new WireException(Reason.MALFORMED, "a number under which nothing is registered");
            }
            return message;
        }
    }

    private static final int NUMBER_BYTES = 4;

    private final Registry registry;
    private final MessageCodec codec;
    private final BitSet statementTypes = new BitSet();
    private final int pushPullType;

    ObjectCodec(Registry registry, WireLimits limits) {
        this.registry = registry;
        this.codec = new MsgpackCodec(limits);
        WireOutput out = new WireOutput(128);
        Address address = Address.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        for (Message sample : List.of(
                new Message.Alive(1, "a", address, Bytes.EMPTY, new Versions(0, 0, 0, 0, 0, 0)),
                new Message.Suspect(1, "a", "a"),
                new Message.Dead(1, "a", "a"))) {
            out.truncate(0);
            codec.encodePacket(sample, out);
            statementTypes.set(out.view().get());
        }
        out.truncate(0);
        codec.encodeStream(new Message.PushPull(false, List.of(), Bytes.EMPTY, 0), out);
        this.pushPullType = out.view().get();
    }

    @Override
    public void encodePacket(Message message, WireOutput out) {
        int start = out.length();
        codec.encodePacket(message, out);
        if (isStatement(message)) {
            out.setInt(start + 1, registry.register(message));
        }
    }

    @Override
    public Message decodePacket(ByteBuffer in) throws WireException {
        int start = in.position();
        if (in.remaining() > NUMBER_BYTES && statementTypes.get(in.get(start) & 0xFF)) {
            return registry.statement(in.getInt(start + 1));
        }
        return codec.decodePacket(in);
    }

    @Override
    public void encodeStream(Message message, WireOutput out) {
        if (message instanceof Message.PushPull pushPull) {
            out.put(pushPullType);
            out.putInt(registry.send(pushPull));
        } else {
            codec.encodeStream(message, out);
        }
    }

    @Override
    public StreamDecoder newStreamDecoder() {
        StreamDecoder decoder = codec.newStreamDecoder();
        return in -> {
            if (in.remaining() > NUMBER_BYTES && in.get(in.position()) == pushPullType) {
                return registry.receive(in.getInt(in.position() + 1));
            }
            return decoder.decode(in);
        };
    }

    private static boolean isStatement(Message message) {
        return message instanceof Message.Alive
                || message instanceof Message.Suspect
                || message instanceof Message.Dead;
    }
}
