package io.gossip.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Messages of every type with random content, the same ones for the same seed. */
final class RandomMessages {

    private final SplittableRandom random;

    RandomMessages(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Any message that goes into a packet. */
    Message packet() {
        return switch (random.nextInt(8)) {
            case 0 -> ping();
            case 1 -> new Message.IndirectPing(uint32(), address(), name(), random.nextBoolean(), source(), name());
            case 2 -> new Message.Ack(uint32(), bytes(40));
            case 3 -> new Message.Nack(uint32());
            case 4 -> new Message.Suspect(uint32(), name(), name());
            case 5 -> new Message.Dead(uint32(), name(), name());
            case 6 -> new Message.User(bytes(400));
            default -> new Message.Alive(uint32(), name(), address(), bytes(200), versions());
        };
    }

    /** Any request that goes onto a stream. */
    Message request() {
        return switch (random.nextInt(3)) {
            case 0 -> ping();
            case 1 -> new Message.User(bytes(3000));
            default -> pushPull();
        };
    }

    /** Any response that goes onto a stream. */
    Message response() {
        return switch (random.nextInt(3)) {
            case 0 -> new Message.Ack(uint32(), bytes(40));
            case 1 -> new Message.ErrorResponse(name());
            default -> pushPull();
        };
    }

    private Message ping() {
        return new Message.Ping(uint32(), name(), source(), random.nextBoolean() ? name() : "");
    }

    private Message pushPull() {
        List<Message.PushPullNode> nodes = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            NodeState state = NodeState.ofNumber(random.nextInt(4));
            nodes.add(new Message.PushPullNode(name(), address(), bytes(200), uint32(), state, versions()));
        }
        return new Message.PushPull(random.nextBoolean(), nodes, bytes(300), 0);
    }

    private long uint32() {
        return random.nextLong() >>> 32 >>> random.nextInt(32);
    }

    private String name() {
        String[] forms = {"node-", "nöde-", "日本-", "\uD83D\uDE00-", "a-name-that-is-longer-than-thirty-one-bytes-"};
        return forms[random.nextInt(forms.length)] + random.nextInt(1000);
    }

    private Address address() {
        byte[] ip = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(ip);
        return Address.of(Bytes.of(ip), 1 + random.nextInt(65_535));
    }

    private Address source() {
        return random.nextBoolean() ? address() : null;
    }

    private Bytes bytes(int maxLength) {
        byte[] bytes = new byte[random.nextInt(1 + random.nextInt(maxLength))];
        int letters = 1 + random.nextInt(256);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(letters);
        }
        return Bytes.of(bytes);
    }

    private Versions versions() {
        return new Versions(
                random.nextInt(256),
                random.nextInt(256),
                random.nextInt(256),
                random.nextInt(256),
                random.nextInt(256),
                random.nextInt(256));
    }
}
