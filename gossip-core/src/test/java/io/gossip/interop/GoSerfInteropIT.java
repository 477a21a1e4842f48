package io.gossip.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gossip.Gossip;
import io.gossip.GossipBuilder;
import io.gossip.GossipNode;
import io.gossip.discovery.ServiceInstance;
import io.gossip.serf.Member;
import io.gossip.serf.MemberEvent;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.SerfEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Java nodes and real {@code serf} agents in one cluster, over real sockets. */
@Execution(ExecutionMode.CONCURRENT)
class GoSerfInteropIT {

    private static final Duration JOINING = Duration.ofSeconds(10);

    /** Probe, suspicion and the news of it, LAN profile, two or three nodes; and a loaded machine. */
    private static final Duration FAILING = Duration.ofSeconds(40);

    @TempDir
    Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<SerfEvent> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void needsSerf() {
        assumeTrue(Files.isExecutable(GoAgent.BINARY), "no serf binary at " + GoAgent.BINARY);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void anAgentJoinsAJavaNode() {
        GossipNode java = java("java-1", Map.of("service", "billing", "port", "8080", "zone", "a"));
        GoAgent go = go("go-1", "-join=" + java.advertisedAddress(), "-tag=role=web", "-tag=dc=x");
        within(JOINING).untilAsserted(() -> {
            assertThat(go.members().get("java-1"))
                    .isEqualTo(new GoAgent.Row(
                            java.advertisedAddress().toString(), "alive", "port=8080,service=billing,zone=a"));
            Member member = java.serf().member("go-1").orElseThrow();
            assertThat(member.status()).isEqualTo(MemberStatus.ALIVE);
            assertThat(member.tags()).isEqualTo(Map.of("role", "web", "dc", "x"));
            assertThat(member.address()).hasToString(go.address());
            assertThat(member.versions().delegateCurrent()).isEqualTo(5);
        });
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void aJavaNodeJoinsAnAgentAndFindsItsService() {
        GoAgent go = go("go-1", "-tag=service=billing", "-tag=port=8080", "-tag=zone=a");
        GossipNode java = java("java-1", Map.of("role", "client"), go.address());
        within(JOINING).untilAsserted(() -> {
            assertThat(go.status("java-1")).isEqualTo("alive");
            assertThat(go.members().get("java-1").tags()).isEqualTo("role=client");
            assertThat(java.catalog().instances("billing"))
                    .containsExactly(new ServiceInstance(
                            "go-1", "billing", "127.0.0.1", 8080, false, Map.of("zone", "a"), "go-1"));
        });
        assertThat(eventTypes("go-1")).containsExactly(MemberEvent.Type.JOIN);
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void changedTagsAreSeenOnBothSides() {
        GossipNode java = java("java-1", Map.of("zone", "a"));
        GoAgent go = go("go-1", "-join=" + java.advertisedAddress());
        within(JOINING).until(() -> go.status("java-1").equals("alive"));
        java.serf().setTags(Map.of("zone", "b")).join();
        within(JOINING)
                .untilAsserted(
                        () -> assertThat(go.members().get("java-1").tags()).isEqualTo("zone=b"));
        go.run("tags", "-set", "load=high");
        within(JOINING)
                .untilAsserted(() -> assertThat(
                                java.serf().member("go-1").orElseThrow().tags())
                        .isEqualTo(Map.of("load", "high")));
        assertThat(eventTypes("go-1")).containsExactly(MemberEvent.Type.JOIN, MemberEvent.Type.UPDATE);
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void anAgentThatIsKilledIsFailed() {
        GossipNode java = java("java-1", Map.of());
        GoAgent stays = go("go-1", "-join=" + java.advertisedAddress());
        GoAgent dies = go("go-2", "-join=" + java.advertisedAddress());
        within(JOINING)
                .until(() -> stays.status("go-2").equals("alive")
                        && stays.status("java-1").equals("alive")
                        && status(java, "go-2") == MemberStatus.ALIVE);
        dies.kill();
        within(FAILING).until(() -> status(java, "go-2") == MemberStatus.FAILED);
        within(FAILING).until(() -> stays.status("go-2").equals("failed"));
        assertThat(stays.complaints()).allMatch(line -> line.contains("go-2") || line.contains(dies.address()));
        assertThat(eventTypes("go-2")).containsExactly(MemberEvent.Type.JOIN, MemberEvent.Type.FAILED);
    }

    @Test
    void anAgentThatLeavesIsLeft() {
        GossipNode java = java("java-1", Map.of());
        GoAgent go = go("go-1", "-join=" + java.advertisedAddress());
        within(JOINING).until(() -> go.status("java-1").equals("alive"));
        assertThat(go.run("leave")).contains("Graceful leave complete");
        within(JOINING).until(() -> status(java, "go-1") == MemberStatus.LEFT);
        assertThat(eventTypes("go-1")).containsExactly(MemberEvent.Type.JOIN, MemberEvent.Type.LEAVE);
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void aJavaNodeThatLeavesIsLeftAndMayComeBack() {
        GoAgent go = go("go-1");
        GossipBuilder settings = Gossip.builder()
                .name("java-1")
                .bind("127.0.0.1", Loopback.freePort())
                .seeds(go.address());
        GossipNode java = keep(settings.start());
        within(JOINING).until(() -> go.status("java-1").equals("alive"));
        java.close();
        assertThat(go.status("java-1")).isEqualTo("left");
        assertThat(go.complaints()).isEmpty();

        GossipNode again = keep(settings.start());
        within(JOINING).until(() -> go.status("java-1").equals("alive"));
        assertThat(status(again, "go-1")).isEqualTo(MemberStatus.ALIVE);
        await().during(Duration.ofSeconds(3))
                .atMost(JOINING)
                .until(() -> go.status("java-1").equals("alive"));
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void aJavaNodeThatIsKilledIsFailed() {
        GoAgent go = go("go-1");
        GossipNode stays = java("java-1", Map.of(), go.address());
        ChildNode dies = keep(ChildNode.start(directory, "java-2", go.address()));
        within(JOINING)
                .until(() -> go.status("java-2").equals("alive")
                        && go.status("java-1").equals("alive")
                        && status(stays, "java-2") == MemberStatus.ALIVE);
        assertThat(go.complaints()).isEmpty();
        dies.close();
        within(FAILING).until(() -> go.status("java-2").equals("failed"));
        within(FAILING).until(() -> status(stays, "java-2") == MemberStatus.FAILED);
        String address = stays.serf().member("java-2").orElseThrow().address().toString();
        assertThat(go.complaints()).allMatch(line -> line.contains("java-2") || line.contains(address));

        go.run("force-leave", "java-2");
        within(JOINING).until(() -> status(stays, "java-2") == MemberStatus.LEFT);
        stays.serf().forceLeave("java-2", true).join();
        within(JOINING).untilAsserted(() -> {
            assertThat(go.status("java-2")).isEmpty();
            assertThat(stays.serf().member("java-2")).isEmpty();
        });
    }

    @Test
    void forcingALiveJavaNodeToLeaveIsContradicted() {
        GoAgent go = go("go-1");
        // A third node, because Go tells nobody if the only other one is the one to leave.
        GoAgent other = go("go-2", "-join=" + go.address());
        GossipNode java = java("java-1", Map.of(), go.address());
        within(JOINING).until(() -> go.status("java-1").equals("alive"));
        within(JOINING).until(() -> other.status("java-1").equals("alive"));
        go.run("force-leave", "java-1");
        within(JOINING).until(() -> go.status("java-1").equals("alive"));
        await().during(Duration.ofSeconds(3))
                .atMost(JOINING)
                .until(() -> go.status("java-1").equals("alive"));
        assertThat(java.serf().self().status()).isEqualTo(MemberStatus.ALIVE);
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void eventsAndQueriesPassThroughAJavaNode() {
        GossipNode java = java("java-1", Map.of());
        Path heard = directory.resolve("heard");
        String handler = "-event-handler=user=echo $SERF_USER_EVENT $(cat) >> " + heard;
        GoAgent one = go("go-1", "-join=" + java.advertisedAddress());
        GoAgent two = go("go-2", "-join=" + java.advertisedAddress(), handler);
        within(JOINING)
                .until(() -> one.status("go-2").equals("alive")
                        && one.status("java-1").equals("alive"));
        assertThat(one.run("event", "deploy", "v7")).contains("dispatched");
        within(JOINING)
                .until(() -> Files.exists(heard) && Files.readString(heard).equals("deploy v7\n"));
        assertThat(one.run("reachability", "-verbose"))
                .contains("Ack from 'go-1'", "Ack from 'go-2'", "Ack from 'java-1'")
                .contains("Successfully contacted all live nodes");
        assertThat(one.run("query", "-timeout=2s", "-relay-factor=2", "load", "x"))
                .contains("Ack from 'java-1'", "Ack from 'go-2'");
        assertThat(one.run("query", "-timeout=1s", "-node=java-1", "load"))
                .contains("Ack from 'java-1'")
                .doesNotContain("Ack from 'go-2'");
        assertThat(one.run("query", "-timeout=1s", "-node=go-2", "load")).doesNotContain("Ack from 'java-1'");
        assertThat(one.complaints()).isEmpty();
        assertThat(two.complaints()).isEmpty();
    }

    private GossipNode java(String name, Map<String, String> tags, String... seeds) {
        return keep(Gossip.builder()
                .name(name)
                .bind("127.0.0.1", 0)
                .seeds(seeds)
                .tags(tags)
                .onEvent(events::add)
                .start());
    }

    private GoAgent go(String name, String... arguments) {
        return keep(GoAgent.start(directory, name, arguments));
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static MemberStatus status(GossipNode node, String name) {
        return node.serf().member(name).map(Member::status).orElse(null);
    }

    private List<MemberEvent.Type> eventTypes(String member) {
        return events.stream()
                .map(MemberEvent.class::cast)
                .filter(event -> event.member().name().equals(member))
                .map(MemberEvent::type)
                .toList();
    }

    private static ConditionFactory within(Duration limit) {
        return await().atMost(limit).pollInterval(Duration.ofMillis(200));
    }
}
