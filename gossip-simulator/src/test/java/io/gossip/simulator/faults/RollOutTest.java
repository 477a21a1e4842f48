package io.gossip.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.memberlist.Node;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.SimulationListener;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.NodeState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** New keys and new settings, rolled out host after host. */
class RollOutTest {

    private static final Bytes OLD_KEY = Bytes.of(new byte[32]);

    private final List<String> deaths = new ArrayList<>();

    @Test
    void aKeyIsInstalledEverywhereBeforeItIsUsedAnywhere() {
        World world = watched(new World(3, RollOutTest::encrypted));
        world.begin("rotate 10s");
        world.advance("15s");
        assertThat(keys(world)).extracting(List::size).containsExactly(2, 2, 1);
        assertThat(keys(world)).allMatch(keys -> keys.get(0).equals(OLD_KEY));
        world.advance("30s");
        assertThat(keys(world)).extracting(List::size).containsExactly(2, 2, 2);
        assertThat(keys(world).stream().filter(keys -> keys.get(0).equals(OLD_KEY)))
                .hasSize(1);
        world.advance("30s");
        assertThat(keys(world)).extracting(List::size).containsExactly(1, 1, 2);
        world.advance("30s");
        assertThat(keys(world)).allMatch(keys -> keys.equals(keys(world).get(0)));
        assertThat(keys(world).get(0)).hasSize(1).doesNotContain(OLD_KEY);
        assertThat(deaths).isEmpty();
        assertThat(world.simulation.isConverged()).isTrue();
    }

    @Test
    void whoComesWhileAKeyIsRotatedHasTheKeysOfTheDay() {
        World world = watched(new World(3, RollOutTest::encrypted));
        world.begin("rotate 10s");
        for (int i = 0; i < 9; i++) {
            world.begin("join 1 1s");
            world.advance("10s");
        }
        assertThat(world.heals("1m")).isTrue();
        world.advance("10m");
        assertThat(keys(world))
                .hasSize(12)
                .allMatch(keys -> keys.equals(keys(world).get(0)));
        assertThat(deaths).isEmpty();
    }

    @Test
    void whatIsLeftAtTheEndIsDoneAtOnce() {
        World world = new World(3, RollOutTest::encrypted);
        Subscription rotation = world.begin("rotate 10s");
        world.advance("15s");
        rotation.close();
        assertThat(keys(world)).allMatch(keys -> keys.size() == 1 && !keys.contains(OLD_KEY));
        assertThat(world.heals("1m")).isTrue();
    }

    @Test
    void whereThereIsNoKeyNoneIsRotated() {
        World world = new World(3);
        world.begin("rotate 1s");
        world.advance("10s");
        assertThat(keys(world)).allMatch(List::isEmpty);
    }

    @Test
    void encryptionIsRolledOutInThreeRoundsWithoutADeath() {
        World world = watched(new World(3));
        world.begin("rollout encryption 4s");
        world.advance("15s");
        assertThat(framings(world)).allMatch(framing -> !framing.verifyIncoming() && !framing.verifyOutgoing());
        world.advance("15s");
        assertThat(framings(world)).allMatch(framing -> !framing.verifyIncoming() && framing.verifyOutgoing());
        world.advance("15s");
        assertThat(framings(world)).allMatch(FramingConfig::isProtected);
        assertThat(world.simulation.running()).allMatch(life -> life.number() == 4);
        assertThat(deaths).isEmpty();
        assertThat(world.simulation.isConverged()).isTrue();
    }

    @Test
    void versionsAreRolledOutWithoutADeath() {
        World world = watched(new World(3));
        world.begin("rollout version 4s");
        world.advance("35s");
        assertThat(world.simulation.running())
                .allMatch(life -> life.number() == 3)
                .extracting(life -> life.config().delegateVersions())
                .doesNotContain(new World(1).life("n1").config().delegateVersions())
                .containsOnly(world.life("n1").config().delegateVersions());
        assertThat(deaths).isEmpty();
        assertThat(world.simulation.isConverged()).isTrue();
    }

    @Test
    void withTwoLabelsThereAreTwoClustersUntilTheLastHasTheNewOne() {
        World world = new World(4);
        Subscription rollOut = world.begin("rollout label 20s");
        world.advance("40s");
        assertThat(world.simulation.isConverged()).isFalse();
        rollOut.close();
        assertThat(framings(world)).extracting(FramingConfig::label).allMatch(label -> label.startsWith("release"));
        assertThat(world.heals("3m")).isTrue();
    }

    private World watched(World world) {
        world.simulation.listen(new SimulationListener() {
            @Override
            public void event(Life observer, Kind kind, Node node) {
                if (node.state() == NodeState.DEAD) {
                    deaths.add(observer + " declares " + node);
                }
            }
        });
        return world;
    }

    private static List<List<Bytes>> keys(World world) {
        return framings(world).stream().map(framing -> framing.keyring().keys()).toList();
    }

    private static List<FramingConfig> framings(World world) {
        return world.simulation.running().stream()
                .map(life -> life.config().framing())
                .toList();
    }

    private static MemberlistConfigBuilder encrypted(String name) {
        return MemberlistConfig.lan(name).framing(FramingConfig.plain().withKeyring(Keyring.of(List.of(), OLD_KEY)));
    }
}
