package io.gossip.memberlist;

import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.nio.charset.StandardCharsets;

/** Statements as tests make them: node {@code "b"} lives at 10.0.0.2:7946, {@code "c"} at 10.0.0.3:7946, and so on. */
final class Say {

    static final Versions VERSIONS = new Versions(1, 5, 2, 0, 0, 0);

    private Say() {}

    static Alive alive(String node, long incarnation) {
        return new Alive(incarnation, node, addressOf(node), Bytes.EMPTY, VERSIONS);
    }

    static Alive alive(String node, long incarnation, Address address) {
        return new Alive(incarnation, node, address, Bytes.EMPTY, VERSIONS);
    }

    static Alive alive(String node, long incarnation, String meta) {
        return new Alive(incarnation, node, addressOf(node), text(meta), VERSIONS);
    }

    static Alive alive(String node, long incarnation, Versions versions) {
        return new Alive(incarnation, node, addressOf(node), Bytes.EMPTY, versions);
    }

    static Suspect suspect(String node, long incarnation, String from) {
        return new Suspect(incarnation, node, from);
    }

    static Dead dead(String node, long incarnation, String from) {
        return new Dead(incarnation, node, from);
    }

    static Dead left(String node, long incarnation) {
        return new Dead(incarnation, node, node);
    }

    /** What a push/pull says of a node. */
    static PushPullNode known(String node, long incarnation, NodeState state) {
        return known(node, incarnation, state, VERSIONS);
    }

    static PushPullNode known(String node, long incarnation, NodeState state, Versions versions) {
        return new PushPullNode(node, addressOf(node), Bytes.EMPTY, incarnation, state, versions);
    }

    /** The home of a node with a name of one letter. */
    static Address addressOf(String node) {
        return address("10.0.0." + (node.charAt(0) - 'a' + 1), 7946);
    }

    static Address address(String ipv4, int port) {
        String[] parts = ipv4.split("\\.", -1);
        byte[] ip = new byte[4];
        for (int i = 0; i < 4; i++) {
            ip[i] = (byte) Integer.parseInt(parts[i]);
        }
        return Address.of(Bytes.of(ip), port);
    }

    /** The same place in the 16-byte form of a Go node that is bound to all interfaces. */
    static Address mapped(Address ipv4) {
        byte[] ip = new byte[16];
        ip[10] = (byte) 0xFF;
        ip[11] = (byte) 0xFF;
        System.arraycopy(ipv4.ip().toArray(), 0, ip, 12, 4);
        return Address.of(Bytes.of(ip), ipv4.port());
    }

    static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.UTF_8);
    }

    /** Bytes of a given length that do not compress. */
    static Bytes noise(int length, long seed) {
        byte[] bytes = new byte[length];
        new java.util.SplittableRandom(seed).nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
