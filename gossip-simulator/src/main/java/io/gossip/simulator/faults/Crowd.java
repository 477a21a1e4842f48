package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.transport.Transport;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Bytes;
import io.gossip.wire.Compound;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.MessageCodec;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.WireOutput;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A stranger, who knows label and key, sends packets that are as full of messages as can be: each has so many pings.
 *
 * @param targets to whom
 * @param parts how many messages are in a packet, up to the limit of 255
 */
public record Crowd(Targets targets, int parts) implements Fault {

    private static final Transport.SendListener NOBODY_CARES = new Transport.SendListener() {
        @Override
        public void sent() {}

        @Override
        public void failed(Throwable cause) {}
    };

    /**
     * Checks the values.
     *
     * @param targets to whom
     * @param parts how many messages are in a packet, up to the limit of 255
     */
    public Crowd {
        Checks.between("the number of messages in a packet", parts, 1, Compound.MAX_PARTS);
    }

    static Crowd read(Words words) {
        return new Crowd(words.hosts(), words.number(""));
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        InetSocketAddress address = simulation.addStranger().address();
        VirtualTransport stranger =
                simulation.network().bind(address.getAddress().getHostAddress(), Host.PORT);
        for (Life life : targets.lives(simulation, random)) {
            FramingConfig layers = life.config().framing();
            MessageCodec codec = layers.codec().create(layers.limits());
            WireOutput ping = new WireOutput(0);
            codec.encodePacket(new Ping(random.nextInt() & 0xFFFFFFFFL, life.name(), null, ""), ping);
            WireOutput packet = new WireOutput(0);
            Compound.write(Collections.nCopies(parts, Bytes.of(ping.view())), packet);
            stranger.send(
                    life.host().address(),
                    new PacketFraming(layers, codec, random).seal(packet.view(), false),
                    NOBODY_CARES);
        }
        return () -> stranger.close(() -> {});
    }

    @Override
    public List<Fault> milder() {
        return Checks.fewer(targets, fewer -> new Crowd(fewer, parts));
    }

    @Override
    public String toString() {
        return "crowd " + targets + " " + parts;
    }
}
