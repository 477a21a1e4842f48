package io.gossip.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.Subscription;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import io.gossip.virtual.VirtualTransport;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each fault of the network does to packets and streams, and what it leaves alone. */
class NetworkFaultsTest {

    private final World world = new World(4);

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Arrival(long millis, byte[] bytes) {}

    /** Sends packets 10 ms apart between two who are no nodes, for as long as the fault lasts; tells what arrived. */
    private List<Arrival> arrivals(String fault, int packets) {
        List<Arrival> arrivals = new ArrayList<>();
        VirtualTransport a = world.simulation.network().bind("50.0.0.1", 1);
        VirtualTransport b = world.simulation.network().bind("50.0.0.2", 1);
        long start = world.simulation.time().nanoTime();
        b.start(new Transport.Handler() {
            @Override
            public void packetReceived(InetSocketAddress source, ByteBuffer packet) {
                byte[] bytes = new byte[packet.remaining()];
                packet.get(bytes);
                arrivals.add(new Arrival((world.simulation.time().nanoTime() - start) / 1_000_000, bytes));
            }

            @Override
            public ConnectionHandler connectionAccepted(Connection connection) {
                throw new AssertionError("no streams here");
            }
        });
        Subscription running = world.begin(fault);
        for (int i = 0; i < packets; i++) {
            a.send(
                    b.localAddress(),
                    ByteBuffer.wrap(new byte[] {(byte) i, 1, 2, 3, 4, 5, 6, 7}),
                    new Transport.SendListener() {
                        @Override
                        public void sent() {}

                        @Override
                        public void failed(Throwable cause) {
                            throw new AssertionError(cause);
                        }
                    });
            world.advance("10ms");
        }
        running.close();
        world.advance("5m");
        return arrivals;
    }

    private static List<Integer> numbers(List<Arrival> arrivals) {
        return arrivals.stream().map(arrival -> arrival.bytes()[0] & 0xFF).toList();
    }

    @Test
    void lossLosesItsShareAndNothingElse() {
        List<Arrival> arrivals = arrivals("loss 20%", 250);

        assertThat(arrivals).hasSizeBetween(175, 225).allMatch(arrival -> arrival.bytes()[7] == 7);
        assertThat(numbers(arrivals)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void burstsLoseManyInARow() {
        List<Integer> bursts = numbers(arrivals("bursts 50% 200ms", 250));
        long gaps = 0;
        for (int i = 1; i < bursts.size(); i++) {
            gaps += bursts.get(i) - bursts.get(i - 1) > 1 ? 1 : 0;
        }

        assertThat(bursts).hasSizeBetween(50, 200);
        assertThat(gaps).isBetween(1L, 15L); // with independent loss it would be some 60
    }

    @Test
    void duplicatesArriveTwiceAndLater() {
        List<Arrival> arrivals = arrivals("duplicate 20% 1m 2m", 250);

        assertThat(arrivals).hasSizeBetween(275, 325);
        assertThat(arrivals.subList(250, arrivals.size())).allMatch(replayed -> replayed.millis() > 60_000);
    }

    @Test
    void reorderedPacketsAllArriveButNotInOrder() {
        List<Integer> numbers = numbers(arrivals("reorder 10% 500ms", 250));

        assertThat(numbers).hasSize(250).doesNotHaveDuplicates();
        assertThat(numbers).isNotEqualTo(numbers.stream().sorted().toList());
    }

    @Test
    void delaysAreOfTheirDistribution() {
        assertThat(arrivals("delay fixed 300ms", 1).get(0).millis()).isEqualTo(301);
    }

    @ParameterizedTest
    @CsvSource({"flip, 8", "garbage, 8"})
    void corruptPacketsArriveWithOtherBytes(String damage, int bytes) {
        List<Arrival> arrivals = arrivals("corrupt 100% " + damage, 100);

        assertThat(arrivals).hasSize(100).allMatch(arrival -> arrival.bytes().length == bytes);
        assertThat(arrivals.stream()
                        .filter(arrival ->
                                Arrays.equals(arrival.bytes(), new byte[] {arrival.bytes()[0], 1, 2, 3, 4, 5, 6, 7})))
                .hasSizeLessThan(20);
    }

    @Test
    void truncatedPacketsAreShorter() {
        assertThat(arrivals("corrupt 100% truncate", 100)).isNotEmpty().allMatch(arrival -> arrival.bytes().length < 8);
    }

    @Test
    void largePacketsVanishInAnMtuBlackHole() {
        Subscription hole = world.begin("mtu 500");

        assertThat(world.packets("n1", "n2", 1, 500)).isEqualTo(1);
        assertThat(world.packets("n1", "n2", 1, 501)).isZero();
        assertThat(world.streamPasses("n1", "n2")).isTrue();
        hole.close();
        assertThat(world.packets("n1", "n2", 1, 501)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        // fault, n1 to n2, n2 to n1, n2 to n3, streams of n1
        "partition n1, false, false, true, false",
        "partition n1 out, false, true, true, false",
        "partition n1 in, true, false, true, false",
        "partition n1 udp, false, false, true, true",
        "partition n1 tcp, true, true, true, false",
        "loss 100% from n1, false, true, true, true",
        "loss 100% to n1, true, false, true, true",
        "loss 100% from n1 to n2, false, true, true, true",
        "bridge n1, true, true, false, true",
        "ring 1, true, true, true, true",
        "refuse, true, true, true, false",
        "refuse to n3, true, true, true, true",
        "reset 100%, true, true, true, false",
        "trickle 1B/s, true, true, true, false",
        "trickle 100000B/s, true, true, true, true",
        "delay fixed 6s, false, false, false, false",
        "starve n2 3s 3s, false, true, true, true",
    })
    void onlyWhatIsCutDoesNotPass(String fault, boolean there, boolean back, boolean others, boolean streams) {
        Subscription running = world.begin(fault);

        assertThat(world.packetPasses("n1", "n2")).isEqualTo(there);
        assertThat(world.packetPasses("n2", "n1")).isEqualTo(back);
        assertThat(world.packetPasses("n2", "n3")).isEqualTo(others);
        assertThat(world.streamPasses("n1", "n2")).isEqualTo(streams);
        running.close();
        world.advance("10s");
        assertThat(world.packetPasses("n1", "n2")).isTrue();
        assertThat(world.streamPasses("n1", "n2")).isTrue();
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void inARingTheFarSideIsOutOfReach() {
        world.begin("ring 1");

        assertThat(world.packetPasses("n1", "n3")).isFalse();
        assertThat(world.packetPasses("n1", "n4")).isTrue();
    }

    @Test
    void aFlippingPartitionComesAndGoesAndHitsTheSame() {
        Subscription flipping = world.begin("flip 10s 10s partition 1");
        world.advance("1s");
        List<Boolean> first = passing();
        world.advance("2s");
        assertThat(first).contains(false);
        world.advance("1s");
        assertThat(passing()).containsOnly(true);
        world.advance("4s");
        assertThat(passing()).isEqualTo(first);
        flipping.close();
        assertThat(passing()).containsOnly(true);
    }

    /** Takes six seconds. */
    private List<Boolean> passing() {
        return List.of(world.packetPasses("n1", "n2"), world.packetPasses("n2", "n3"), world.packetPasses("n3", "n4"));
    }
}
