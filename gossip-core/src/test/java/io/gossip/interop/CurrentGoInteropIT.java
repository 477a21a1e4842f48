package io.gossip.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import io.gossip.serf.MemberStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A Java node and a node of the current Go serf library in one cluster; {@link GoSerfInteropIT} has Debian's old agent. */
@Execution(ExecutionMode.CONCURRENT)
class CurrentGoInteropIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    /** Probe, suspicion and the news of it, two nodes, LAN profile; and a loaded machine. */
    private static final Duration FAILING = Duration.ofSeconds(40);

    private final String goAddress = "127.0.0.1:" + Loopback.freePort();
    private GossipNode java;
    private GoPeer go;

    @BeforeAll
    static void needsGo() {
        assumeTrue(GoPeer.build(), "there is no go command");
    }

    @BeforeEach
    void startBoth() {
        go = GoPeer.start("serf", "go", goAddress, List.of("-tag=service=billing", "-tag=port=8080"));
        java = Gossip.builder()
                .name("java")
                .bind("127.0.0.1", 0)
                .tag("zone", "a")
                .start();
    }

    @AfterEach
    void closeBoth() {
        go.close();
        java.close();
    }

    @Test
    void aJavaNodeJoinsGoWhichSeesItsTags() {
        java.serf().join(List.of(goAddress)).join();
        go.awaitLine("member-join", "\"node\":\"java\"", "\"zone\":\"a\"");
        await().atMost(SOON).until(() -> java.catalog().instances("billing").size() == 1);
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void goJoinsAJavaNodeAndBothSeeNewTags() {
        goJoinsJava();
        java.serf().setTags(Map.of("zone", "b")).join();
        go.awaitLine("member-update", "\"node\":\"java\"", "\"zone\":\"b\"");
        go.tell("tags service=invoicing port=8081");
        await().atMost(SOON).until(() -> java.catalog().instances("invoicing").size() == 1);
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void whoLeavesHasLeft() {
        goJoinsJava();
        java.leave().join();
        go.awaitLine("member-leave", "\"node\":\"java\"", "\"status\":\"left\"");
        assertThat(go.complaints()).isEmpty();
    }

    @Test
    void whenGoLeavesItHasLeft() {
        goJoinsJava();
        go.tell("leave");
        await().atMost(SOON).until(() -> status() == MemberStatus.LEFT);
    }

    @Test
    void whenGoIsKilledItHasFailed() {
        goJoinsJava();
        go.kill();
        await().atMost(FAILING).until(() -> status() == MemberStatus.FAILED);
    }

    @Test
    void queriesAreAcknowledgedByJavaToo() {
        goJoinsJava();
        assertThat(go.tell("query load now")).contains("\"acks\":[").contains("\"java\"");
        assertThat(go.complaints()).isEmpty();
    }

    private void goJoinsJava() {
        go.tell("join " + java.advertisedAddress());
        go.awaitLine("member-join", "\"node\":\"java\"");
        await().atMost(SOON).until(() -> status() == MemberStatus.ALIVE);
    }

    private MemberStatus status() {
        return java.serf().member("go").map(member -> member.status()).orElse(null);
    }
}
