package io.gossip.memberlist;

import static io.gossip.memberlist.Say.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Message;
import io.gossip.wire.Message.PushPull;
import io.gossip.wire.NodeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinerTest {

    private Rig rig = new Rig();
    private final List<JoinResult> results = new ArrayList<>();

    @Test
    void joinsWhoAnswers() {
        Peer b = member("b");
        join("10.0.0.2:7946");
        assertThat(result().contacted()).isEqualTo(1);
        assertThat(result().failures()).isEmpty();
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(((PushPull) b.requests.get(0)).join()).isTrue();
    }

    @Test
    void joinsOnItsOwnPortIfNoneIsGiven() {
        member("b");
        join("10.0.0.2");
        assertThat(result().contacted()).isEqualTo(1);
    }

    @Test
    void asksEverybodyAndNotOnlyTheFirst() {
        List<Peer> peers = List.of(member("b"), member("c"), member("d"));
        join("10.0.0.2", "10.0.0.3", "10.0.0.4");
        assertThat(result().contacted()).isEqualTo(3);
        assertThat(peers).allSatisfy(peer -> assertThat(peer.requests).hasSize(1));
    }

    @Test
    void asksEveryAddressOfAName() {
        List<Peer> peers = List.of(member("b"), member("c"));
        rig.net.name("gossip.default.svc", "10.0.0.2", "10.0.0.3");
        join("gossip.default.svc:7946");
        assertThat(result().contacted()).isEqualTo(2);
        assertThat(peers).allSatisfy(peer -> assertThat(peer.requests).hasSize(1));
    }

    @Test
    void asksAnAddressOnceEvenIfItIsNamedTwice() {
        Peer b = member("b");
        rig.net.name("one", "10.0.0.2");
        rig.net.name("two", "10.0.0.2");
        join("one", "two", "10.0.0.2");
        assertThat(b.requests).hasSize(1);
        assertThat(result().contacted()).isEqualTo(1);
    }

    @Test
    void leavesItselfOut() {
        member("b");
        rig.net.name("everybody", "10.0.0.1", "10.0.0.2");
        join("everybody", "10.0.0.1:7946");
        assertThat(result().contacted()).isEqualTo(1);
        assertThat(result().failures()).isEmpty();
        assertThat(rig.metrics.streamsConnected).isEqualTo(1);
        assertThat(rig.metrics.streamsAccepted).isZero();
    }

    @Test
    void isDoneWhenItIsTheOnlySeed() {
        join("10.0.0.1:7946");
        assertThat(result().contacted()).isZero();
        assertThat(result().failures()).isEmpty();
    }

    @Test
    void isDoneWithoutSeeds() {
        join();
        assertThat(result().contacted()).isZero();
    }

    @Test
    void tellsWhoCouldNotBeReachedAndJoinsTheOthers() {
        member("b");
        join("10.0.0.2", "10.0.0.9", "nowhere.example");
        assertThat(result().contacted()).isEqualTo(1);
        assertThat(result().failures())
                .hasSize(2)
                .anySatisfy(failure -> assertThat(failure).contains("10.0.0.9:7946", "refused"))
                .anySatisfy(failure -> assertThat(failure).contains("nowhere.example:7946", "resolve"));
    }

    @Test
    void failsIfNobodyAnswers() {
        join("10.0.0.9", "10.0.0.8");
        assertThat(result().contacted()).isZero();
        assertThat(result().failures()).hasSize(2);
    }

    @Test
    void oneThatHangsHoldsUpNobody() {
        rig.stranger("h").hangsOnStreams();
        Peer b = member("b");
        rig.joiner.join(seeds("10.0.0.8", "10.0.0.2"), Say.addressOf("a").socketAddress()::equals, results::add);
        rig.advanceMillis(10);
        assertThat(b.requests).hasSize(1);
        assertThat(rig.state("b")).isEqualTo(NodeState.ALIVE);
        assertThat(results).isEmpty();
        rig.time.advance(Duration.ofSeconds(10));
        assertThat(result().contacted()).isEqualTo(1);
        assertThat(result().failures()).hasSize(1);
    }

    @Test
    void asksAFewSideBySideAndTheRestAfterThem() {
        String[] names = {"b", "c", "d", "e", "f", "g", "h", "i", "j", "k"};
        List<Peer> hanging = Arrays.stream(names)
                .map(name -> rig.stranger(name).hangsOnStreams())
                .toList();
        Peer z = member("z");
        String[] hosts = new String[names.length + 1];
        for (int i = 0; i < names.length; i++) {
            hosts[i] = "10.0.0." + (i + 2);
        }
        hosts[names.length] = "10.0.0.26";
        rig.joiner.join(seeds(hosts), Say.addressOf("a").socketAddress()::equals, results::add);
        rig.advanceMillis(100);
        assertThat(hanging.stream().filter(peer -> !peer.requests.isEmpty())).hasSize(8);
        assertThat(z.requests).isEmpty();
        rig.time.advance(Duration.ofSeconds(10));
        assertThat(z.requests).hasSize(1);
        rig.time.advance(Duration.ofSeconds(10));
        assertThat(result().contacted()).isEqualTo(1);
        assertThat(result().failures()).hasSize(10);
    }

    @Test
    void asksTheRestEvenIfTheFirstHaveAnswered() {
        String[] names = {"b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"};
        List<Peer> peers = Arrays.stream(names).map(this::member).toList();
        join(peers.stream().map(peer -> peer.address.toString()).toArray(String[]::new));
        assertThat(result().contacted()).isEqualTo(12);
    }

    @Test
    void whereNamesAreRequiredASeedWithoutOneFailsAndSaysWhy() {
        rig = new Rig(settings -> settings.requireNodeNames(true));
        member("b");
        Peer c = rig.stranger("c").hangsOnStreams();
        join("10.0.0.3:7946", "b/10.0.0.2:7946");
        assertThat(result().contacted()).isEqualTo(1);
        assertThat(result().failures())
                .containsExactly("10.0.0.3:7946: needs the form name/host:port, because requireNodeNames is set");
        assertThat(c.requests).isEmpty();
    }

    @Test
    void whereNamesAreRequiredNoSeedMayBeAllThereIs() {
        rig = new Rig(settings -> settings.requireNodeNames(true));
        join("10.0.0.3:7946");
        assertThat(result().contacted()).isZero();
    }

    @Test
    void twoAttemptsDoNotDisturbEachOther() {
        member("b");
        member("c");
        rig.joiner.join(seeds("10.0.0.2"), Say.addressOf("a").socketAddress()::equals, results::add);
        rig.joiner.join(seeds("10.0.0.3", "10.0.0.9"), Say.addressOf("a").socketAddress()::equals, results::add);
        rig.time.advance(Duration.ofSeconds(20));
        assertThat(results)
                .hasSize(2)
                .allSatisfy(result -> assertThat(result.contacted()).isEqualTo(1));
    }

    private Peer member(String name) {
        Message view = new PushPull(true, List.of(known(name, 1, NodeState.ALIVE)), Say.text(""), 0);
        return rig.stranger(name).answersStreams(request -> view);
    }

    private void join(String... seeds) {
        rig.joiner.join(seeds(seeds), Say.addressOf("a").socketAddress()::equals, results::add);
        rig.time.advance(Duration.ofSeconds(30));
    }

    private List<SeedAddress> seeds(String... texts) {
        return Arrays.stream(texts)
                .map(text -> SeedAddress.parse(text, rig.joiner.defaultPort()))
                .toList();
    }

    private JoinResult result() {
        assertThat(results).as("told once").hasSize(1);
        return results.get(0);
    }
}
