package io.gossip.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.UserBroadcasts;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.SimulationListener;
import io.gossip.virtual.VirtualNetwork.Packet;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Message;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.WireException;
import io.gossip.wire.WireLimits;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs out, and what is as full as it can be. */
class ResourceFaultsTest {

    private final World world = new World(5, MemberlistConfig::lan, true);
    private final List<Packet> packets = new ArrayList<>();

    @Test
    void withoutPortsStreamsFailAtOnceAndPacketsPass() {
        Subscription exhausted = world.begin("exhaust ports n1");
        assertThat(world.join("n1", "n2").failures())
                .hasSize(1)
                .first()
                .asString()
                .contains("Cannot assign");
        assertThat(world.streamPasses("n2", "n1")).isTrue();
        assertThat(world.packetPasses("n1", "n2")).isTrue();
        exhausted.close();
        assertThat(world.streamPasses("n1", "n2")).isTrue();
    }

    @Test
    void withoutBuffersPacketsFailAtOnceAndStreamsPass() {
        Subscription exhausted = world.begin("exhaust buffers n1");
        assertThat(world.packetPasses("n1", "n2")).isFalse();
        assertThat(world.packetPasses("n2", "n1")).isTrue();
        assertThat(world.streamPasses("n1", "n2")).isTrue();
        assertThat(world.life("n1").transport().canSend()).isFalse();
        exhausted.close();
        assertThat(world.packetPasses("n1", "n2")).isTrue();
        assertThat(world.heals("1m")).isTrue();
    }

    @Test
    void shortMessagesFillPacketsUpToTheirMostParts() {
        Set<Message> heard = new HashSet<>();
        watch();
        world.begin("broadcast n1 400 2");
        world.advance("5s");
        int most = 0;
        for (Packet packet : packets) {
            List<Message> messages = messages(packet);
            most = Math.max(most, messages.size());
            messages.stream().filter(Message.User.class::isInstance).forEach(heard::add);
        }
        assertThat(most).isEqualTo(255);
        assertThat(heard).hasSizeBetween(380, 400); // two random bytes are the same sometimes
        assertThat(messagesHeard()).isGreaterThan(1_200);
        assertThat(world.life("n1").waitingBroadcasts()).isZero();
    }

    @Test
    void anApplicationMayBroadcastNoMoreThanThereIsRoomFor() {
        World world = new World(3);
        world.begin("broadcast n1 17000 0");
        world.advance("0s");
        assertThat(world.life("n1").broadcasts()).isEqualTo(17_000);
        assertThat(world.life("n1").waitingBroadcasts()).isEqualTo(UserBroadcasts.MAX_WAITING);
        world.advance("2m");
        assertThat(world.life("n1").waitingBroadcasts()).isZero();
    }

    @Test
    void theLongestMessageFillsAPacketToTheByte() {
        watch();
        world.begin("broadcast n1 1 65535");
        world.advance("5s");
        int longest =
                packets.stream().mapToInt(packet -> packet.bytes().length).max().orElse(0);
        assertThat(longest).isBetween(1390, 1405);
        assertThat(messagesHeard()).isGreaterThan(2);
    }

    @Test
    void aPacketOf255MessagesIsReadToTheEnd() {
        watch();
        Subscription crowd = world.begin("crowd n2 255");
        world.advance("100ms");
        crowd.close();
        assertThat(packets.stream()
                        .filter(packet -> packet.from().equals(world.host("n2").address()))
                        .filter(packet ->
                                packet.to().getAddress().getHostAddress().startsWith("200.")))
                .hasSize(255);
        world.advance("10s");
        assertThat(world.simulation.isConverged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial", "changing"})
    void whoIsToldOfSomeOnlyFindsAllInTheEnd(String answer) {
        Subscription blind = world.begin("discovery " + answer);
        List<Host> late = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            Host host = world.simulation.addHost();
            host.start(world.host("n" + i));
            late.add(host);
        }
        world.advance("1s");
        assertThat(late.stream()
                        .filter(host ->
                                host.life().orElseThrow().node().members().size() > 1))
                .hasSizeBetween(1, 4);
        blind.close();
        assertThat(world.heals("2m")).isTrue();
    }

    private long messagesHeard() {
        return world.simulation.running().stream()
                .mapToLong(life -> life.application().orElseThrow().messages())
                .sum();
    }

    private void watch() {
        world.simulation.listen(new SimulationListener() {
            @Override
            public void packetSent(Packet packet) {
                packets.add(packet);
            }
        });
    }

    private static List<Message> messages(Packet packet) {
        List<Message> messages = new ArrayList<>();
        PacketFraming framing = new PacketFraming(
                FramingConfig.plain(), new MsgpackCodec(WireLimits.DEFAULTS), new SplittableRandom(1));
        framing.open(ByteBuffer.wrap(packet.bytes()), new PacketFraming.Sink() {
            @Override
            public void message(Message message) {
                messages.add(message);
            }

            @Override
            public void rejected(WireException why) {}
        });
        return messages;
    }
}
