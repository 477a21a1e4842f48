package io.gossip.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Host;
import io.gossip.simulator.VirtualApplication;
import io.gossip.wire.NodeState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of nodes whose applications are in trouble. */
class DelegateTroubleTest {

    private final World world = new World(5, MemberlistConfig::lan, true);

    @Test
    void anApplicationIsToldAllOffTheLoop() {
        assertThat(application("n1").members()).hasSize(5);
        assertThat(application("n1").calls()).isGreaterThan(5);
        assertThat(application("n1").calledOnLoop()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delegate throws 100%", "delegate blocks 100%", "delegate slow 100% 5s"})
    void whateverItDoesTheNodesNoticeADeathAndNobodyElseDies(String trouble) {
        Subscription begun = world.begin(trouble);
        world.begin("kill n2");
        world.advance("20s");

        assertThat(world.state("n1", "n2")).isEqualTo(NodeState.DEAD);
        assertThat(world.simulation.isConverged()).isTrue();
        begun.close();
        world.advance("10s");
        assertThat(application("n1").members()).hasSize(4);
    }

    @Test
    void whatItCouldNotBeToldWhileItWasBlockedItIsToldAfterwards() {
        Subscription blocked = world.begin("delegate blocks n1");
        world.begin("kill n2");
        world.advance("40s");
        assertThat(application("n1").members()).hasSize(5);
        blocked.close();
        world.advance("1ms");
        assertThat(application("n1").members()).hasSize(4);
    }

    @Test
    void whoIsSlowIsToldLate() {
        world.begin("delegate slow n1 200ms");
        world.begin("kill n2");
        assertThat(world.simulation.advanceUntil(
                        () -> world.state("n1", "n2") == NodeState.DEAD, Duration.ofMinutes(1)))
                .isTrue();
        world.advance("50ms");
        assertThat(application("n1").members()).hasSize(5);
        world.advance("5s");
        assertThat(application("n1").members()).hasSize(4);
    }

    /** To throw, and not to answer in time, is to refuse. */
    @ParameterizedTest
    @ValueSource(strings = {"delegate throws n1", "delegate blocks n1"})
    void nobodyIsLetInWithoutConsent(String trouble) {
        Subscription begun = world.begin(trouble);
        Host late = world.simulation.addHost();
        late.start(world.host("n2"));
        world.advance("20s");
        assertThat(world.state("n2", "n6")).isEqualTo(NodeState.ALIVE);
        assertThat(world.state("n1", "n6")).isNull();
        begun.close();
        assertThat(world.heals("2m")).isTrue();
    }

    @Test
    void theDeadOnesIsToldNothingMore() {
        VirtualApplication victim = application("n2");
        Subscription blocked = world.begin("delegate blocks n2");
        world.advance("20s");
        world.begin("kill n2");
        long calls = victim.calls();
        blocked.close();
        world.advance("20s");
        assertThat(victim.calls()).isEqualTo(calls);
    }

    @Test
    void withoutApplicationsNothingHappens() {
        World none = new World(3);
        none.begin("delegate blocks 100%").close();
        assertThat(none.simulation.isConverged()).isTrue();
    }

    private VirtualApplication application(String name) {
        return world.life(name).application().orElseThrow();
    }
}
