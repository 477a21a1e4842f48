package io.gossip.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.NodeState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each fault of processes and machines does. */
class HostFaultsTest {

    private final World world = new World(5);

    @Test
    void whoIsFrozenReadsNothingUntilItWakesUp() {
        Subscription frozen = world.begin("freeze n2");
        assertThat(world.packetPasses("n1", "n2")).isFalse();
        long before = world.life("n2").node().rejectedInputs();
        frozen.close();
        world.advance("10ms");

        assertThat(world.life("n2").node().rejectedInputs()).isEqualTo(before + 1);
    }

    @Test
    void overlappingFreezesLastUntilTheLastOneEnds() {
        Subscription first = world.begin("freeze n2");
        Subscription second = world.begin("freeze n2");
        first.close();
        first.close();
        assertThat(world.packetPasses("n1", "n2")).isFalse();
        second.close();
        assertThat(world.packetPasses("n1", "n2")).isTrue();
    }

    @Test
    void whoIsStalledNeitherReadsNorSendsButThinks() {
        Subscription stalled = world.begin("stall n2");
        assertThat(world.packetPasses("n1", "n2")).isFalse();
        assertThat(world.packetPasses("n2", "n1")).isFalse();
        boolean[] ticked = {false};
        world.life("n2").loop().schedule(1_000_000_000, () -> ticked[0] = true);
        world.advance("2s");
        assertThat(ticked[0]).isTrue();
        stalled.close();
        assertThat(world.heals("1m")).isTrue();
    }

    @Test
    void whoDiesStalledStaysDeadWhenTheStallEnds() {
        Subscription stalled = world.begin("stall n2");
        world.advance("5s");
        Subscription crashed = world.begin("crash n2");
        world.advance("1s");
        stalled.close();
        crashed.close();
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void whoIsSlowReadsOneAfterAnother() {
        Subscription slow = world.begin("slow n2 100ms");
        assertThat(world.packets("n1", "n2", 50, 100)).isBetween(5L, 20L);
        world.advance("20s");
        slow.close();
        assertThat(world.packets("n1", "n2", 50, 100)).isEqualTo(50);
    }

    @Test
    void aDriftingClockGoesOnWithoutAJump() {
        Life life = world.life("n2");
        long before = life.loop().nanoTime();
        Subscription drifting = world.begin("drift n2 1000ppm");
        assertThat(life.loop().nanoTime()).isEqualTo(before);
        world.advance("10s");
        assertThat(life.loop().nanoTime() - before).isBetween(10_009_999_998L, 10_010_000_000L);
        drifting.close();
        world.advance("10s");
        assertThat(life.loop().nanoTime() - before).isBetween(20_009_999_998L, 20_010_000_000L);
        assertThat(world.simulation.isConverged()).isTrue();
    }

    @Test
    void aSmallBufferLosesWhatDoesNotFit() {
        world.begin("buffer n2 10");
        assertThat(world.packets("n1", "n2", 50, 100)).isEqualTo(50);
        Subscription frozen = world.begin("freeze n2");
        world.packets("n1", "n2", 50, 100);
        long before = world.life("n2").node().rejectedInputs();
        frozen.close();
        world.advance("10ms");
        assertThat(world.life("n2").node().rejectedInputs() - before).isBetween(1L, 10L);
    }

    @Test
    void whoIsKilledStaysAway() {
        world.begin("kill n2").close();
        world.advance("1m");

        assertThat(world.host("n2").life()).isEmpty();
        assertThat(world.simulation.isConverged()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"500ms", "40s"})
    void whoCrashesIsBackAtTheEndBeforeOrAfterAnybodyNoticed(String down) {
        Subscription crashed = world.begin("crash n2");
        world.advance(down);
        assertThat(world.host("n2").life()).isEmpty();
        crashed.close();

        assertThat(world.life("n2").number()).isEqualTo(2);
        assertThat(world.life("n2").name()).isEqualTo("n2");
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void whoMovesComesBackAtAnotherAddress() {
        String before = world.host("n2").address().toString();
        Subscription crashed = world.begin("crash n2 moved");
        world.advance("40s");
        crashed.close();

        assertThat(world.host("n2").address().toString()).isNotEqualTo(before);
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void whoIsRenamedComesBackWithAnotherName() {
        Subscription crashed = world.begin("crash n2 renamed");
        world.advance("1s");
        crashed.close();

        assertThat(world.life("n2").name()).isEqualTo("n2-2");
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void whoLeavesIsNotDeadButGone() {
        Subscription left = world.begin("leave n2");
        world.advance("3s");

        assertThat(world.host("n2").life()).isEmpty();
        assertThat(world.state("n1", "n2")).isEqualTo(NodeState.LEFT);
        left.close();
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void allMayCrashAtOnceAndFindEachOtherAgain() {
        Subscription crashed = world.begin("crash 100%");
        world.advance("5s");
        crashed.close();

        assertThat(world.heals("2m")).isTrue();
        assertThat(world.simulation.running()).hasSize(5);
    }

    @Test
    void newHostsComeAndStay() {
        world.begin("join 10 1s");
        world.advance("1s");

        assertThat(world.simulation.running()).hasSize(15);
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void aRollOutRestartsOneAfterAnother() {
        Subscription restarting = world.begin("restart 100% 2s 5s");
        for (int i = 0; i < 5; i++) {
            world.advance("1s");
            assertThat(world.simulation.running()).hasSize(4);
            world.advance("6s");
        }
        restarting.close();

        assertThat(world.simulation.running()).hasSize(5).allMatch(life -> life.number() == 2);
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void otherMetadataReachesAll() {
        world.begin("meta n2 512");
        world.advance("5s");

        assertThat(world.life("n1").node().node("n2").meta().length()).isEqualTo(512);
    }

    @Test
    void anImpostorDoesNotDisplaceWhoLives() {
        Subscription conflict = world.begin("conflict n2");
        world.advance("30s");

        assertThat(world.life("n1").node().node("n2").address().socketAddress())
                .isEqualTo(world.host("n2").address());
        assertThat(world.simulation.hosts()).hasSize(5);
        conflict.close();
        assertThat(world.heals("2m")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"label", "key", "encryption"})
    void anIntruderIsNotLetIn(String lacks) {
        World encrypted = new World(3, HostFaultsTest::encrypted);
        Subscription intruder = encrypted.begin("intruder " + lacks);
        encrypted.advance("30s");

        assertThat(encrypted.life("n1").node().rejectedInputs()).isPositive();
        assertThat(encrypted.simulation.isConverged()).isTrue();
        intruder.close();
        assertThat(encrypted.simulation.isConverged()).isTrue();
    }

    private static MemberlistConfigBuilder encrypted(String name) {
        return MemberlistConfig.lan(name)
                .framing(FramingConfig.plain()
                        .withLabel("ours")
                        .withKeyring(Keyring.of(List.of(), Bytes.of(new byte[32]))));
    }

    @Test
    void anotherClusterAtTheAddressIsNotTakenForTheOldMember() {
        Subscription takeover = world.begin("takeover n2,n3");
        world.advance("1m");

        assertThat(world.simulation.running()).hasSize(3);
        assertThat(world.simulation.isConverged()).isTrue();
        takeover.close();
        assertThat(world.heals("3m")).isTrue();
        assertThat(world.simulation.running()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "stale", "self"})
    void whoFindsNobodyTriesAgain(String answer) {
        Subscription blind = world.begin("discovery " + answer);
        Host late = world.simulation.addHost();
        late.start(world.host("n1"));
        world.advance("20s");
        assertThat(late.life().orElseThrow().node().members()).hasSize(1);
        blind.close();

        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void oneFaultLessDoesNotShiftTheOthers() {
        assertThat(survivors("kill 1 at 1s; loss 5%; kill 1 at 2s")).isEqualTo(survivors("kill 1 at 1s; kill 1 at 2s"));
    }

    private static List<String> survivors(String script) {
        World world = new World(20);
        FaultScript.parse(script).schedule(world.simulation);
        world.advance("3s");
        return world.simulation.running().stream().map(Life::name).toList();
    }
}
