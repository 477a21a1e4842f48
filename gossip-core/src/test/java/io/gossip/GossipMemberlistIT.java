package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gossip.interop.Loopback;
import io.gossip.memberlist.Broadcast;
import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.EventDelegate;
import io.gossip.memberlist.JoinResult;
import io.gossip.memberlist.Memberlist;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.memberlist.Node;
import io.gossip.memberlist.NodeDelegate;
import io.gossip.runtime.ConfigurationException;
import io.gossip.wire.Bytes;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The membership layer alone, on real sockets. */
class GossipMemberlistIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<GossipMemberlist> open = new ArrayList<>();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        open.forEach(GossipMemberlist::close);
    }

    @Test
    void twoNodesFindEachOtherTalkAndPart() throws Exception {
        Memberlist a = start("a", CompositeDelegate.none().withEvents(new EventDelegate() {
            @Override
            public void joined(Node node) {
                heard.add("joined " + node.name() + " on " + threadName());
            }

            @Override
            public void left(Node node) {
                heard.add("left " + node.name() + " " + node.state());
            }
        }));
        Memberlist b = start("b", CompositeDelegate.none().withNode(new NodeDelegate() {
            @Override
            public void messageReceived(Bytes payload) {
                heard.add("b got " + new String(payload.toArray(), StandardCharsets.UTF_8));
            }
        }));
        JoinResult joined = b.join(List.of(a.self().address().toString())).get(10, TimeUnit.SECONDS);
        assertThat(joined.contacted()).isEqualTo(1);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(a.members()).extracting(Node::name).containsExactly("a", "b"));
        assertThat(a.ping("b", b.self().address()))
                .succeedsWithin(SOON)
                .satisfies(roundTrip -> assertThat(roundTrip).isPositive().isLessThan(Duration.ofSeconds(1)));
        assertThat(a.sendBestEffort(b.self().address(), text("one"))).succeedsWithin(SOON);
        assertThat(a.sendReliable(b.self().address(), text("two"))).succeedsWithin(SOON);
        assertThat(a.broadcast(Broadcast.of(text("three")))).succeedsWithin(SOON);
        await().atMost(SOON).untilAsserted(() -> assertThat(heard).contains("b got one", "b got two", "b got three"));
        b.updateMeta(text("web"), SOON).get(10, TimeUnit.SECONDS);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(a.member("b").orElseThrow().meta()).isEqualTo(text("web")));
        b.leave(SOON).get(10, TimeUnit.SECONDS);
        await().atMost(SOON).untilAsserted(() -> assertThat(heard).contains("left b LEFT"));
        assertThat(heard).contains("joined a on gossip-a-events", "joined b on gossip-a-events");
    }

    @Test
    void closingFreesThePortWithinASecond() {
        Memberlist a = start("a", CompositeDelegate.none());
        GossipMemberlist node = open.get(0);
        long before = System.nanoTime();
        node.close();
        node.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(a.leave(SOON))
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class);
        int port = node.localAddress().getPort();
        open.add(Gossip.builder().name("b").bind("127.0.0.1", port).startMemberlist(CompositeDelegate.none()));
    }

    @Test
    void closesWithinASecondWhileAJoinHangs() throws Exception {
        try (ServerSocket silent = new ServerSocket(Loopback.freePort(), 1, InetAddress.getLoopbackAddress())) {
            Memberlist a = start("a", CompositeDelegate.none());
            CompletableFuture<JoinResult> joined = a.join(List.of("127.0.0.1:" + silent.getLocalPort()));
            try (Socket asked = silent.accept()) {
                assertThat(asked.getInputStream().read())
                        .as("it has sent its view")
                        .isPositive();
                assertThat(joined).isNotDone();
                closesWithinASecond(open.get(0));
            }
            assertThat(joined.handle((result, failure) -> "done")).succeedsWithin(SOON);
        }
    }

    @Test
    void bothCloseWithinASecondWhileAPushPullIsUnderWayAndADelegateBlocks() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        Memberlist a = start("a", CompositeDelegate.none());
        Memberlist b = start("b", CompositeDelegate.none().withNode(new NodeDelegate() {
            @Override
            public Bytes localState(boolean join) {
                asked.countDown();
                untilReleased(released);
                return Bytes.EMPTY;
            }
        }));
        try {
            CompletableFuture<JoinResult> joined =
                    a.join(List.of(b.self().address().toString()));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(joined).isNotDone();
            closesWithinASecond(open.get(1));
            closesWithinASecond(open.get(0));
        } finally {
            released.countDown();
        }
    }

    @Test
    void closesInTimeEvenIfUserCodeBlocksItsLoop() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        GossipMemberlist node = Gossip.builder()
                .bind("127.0.0.1", Loopback.freePort())
                .metrics(new MemberlistMetrics() {
                    @Override
                    public void streamConnected() {
                        blocked.countDown();
                        untilReleased(released);
                    }
                })
                .startMemberlist(CompositeDelegate.none());
        open.add(node);
        node.memberlist().join(List.of("127.0.0.1:" + Loopback.freePort()));
        try {
            assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
            long before = System.nanoTime();
            node.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("two seconds for the node, one for its thread")
                    .isLessThan(Duration.ofSeconds(4));
        } finally {
            released.countDown();
        }
    }

    @Test
    void whatConcernsSerfIsRefused() {
        assertThatThrownBy(
                        () -> Gossip.builder().tags(Map.of("service", "x")).startMemberlist(CompositeDelegate.none()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tags");
        assertThatThrownBy(() -> Gossip.builder().onEvent(event -> {}).startMemberlist(CompositeDelegate.none()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("onEvent");
    }

    private Memberlist start(String name, CompositeDelegate delegate) {
        GossipMemberlist node = Gossip.builder()
                .name(name)
                .bind("127.0.0.1", Loopback.freePort())
                .profile(Profile.LOCAL)
                .startMemberlist(delegate);
        open.add(node);
        return node.memberlist();
    }

    private static void closesWithinASecond(GossipMemberlist node) {
        long before = System.nanoTime();
        node.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }

    private static void untilReleased(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes text(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String threadName() {
        return Thread.currentThread().getName();
    }
}
