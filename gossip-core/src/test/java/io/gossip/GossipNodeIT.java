package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gossip.discovery.ServiceRegistration;
import io.gossip.discovery.ServiceTags;
import io.gossip.interop.Loopback;
import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.runtime.netty.NettyEventLoops;
import io.gossip.serf.MemberEvent;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.SerfState;
import io.gossip.transport.BindFailedException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes as the builder makes them, on real sockets. */
class GossipNodeIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable closeable : open) {
            closeable.close();
        }
    }

    @Test
    void threeNodesFindEachOtherAndTheirServices() {
        GossipNode first = start(local().name("n1").tags(billing()));
        GossipNode second = start(local().name("n2").tags(billing()).seeds(address(first)));
        GossipNode third = start(local().name("n3").seeds(address(second)));
        await().atMost(SOON)
                .until(() -> Stream.of(first, second, third)
                        .allMatch(node -> node.catalog().instances("billing").size() == 2));
        second.close();
        await().atMost(SOON)
                .until(() -> third.catalog().instances("billing").size() == 1
                        && third.serf().member("n2").orElseThrow().status() == MemberStatus.LEFT);
    }

    @Test
    void theSecondNodeTakesTheNextPort() {
        GossipNode first = start(local());
        int port = first.localAddress().getPort();
        assertThatThrownBy(() -> Gossip.builder().bind("127.0.0.1", port).start())
                .isInstanceOf(BindFailedException.class)
                .hasMessageContaining(Integer.toString(port));
        GossipNode second =
                start(Gossip.builder().bind("127.0.0.1", port).portFallback(9).seeds(address(first)));
        assertThat(second.localAddress().getPort()).isBetween(port + 1, port + 9);
        assertThat(second.advertisedAddress().port())
                .isEqualTo(second.localAddress().getPort());
        await().atMost(SOON).until(() -> first.serf().members().size() == 2);
        assertThat(first.serf().self().name()).endsWith("-" + port);
    }

    @Test
    void twoNodesThatAreEachOthersSeedsMeetWithinTwoSeconds() {
        int base = Loopback.freePort();
        int other = Loopback.freePort();
        List<String> seeds = List.of("127.0.0.1:" + base, "127.0.0.1:" + other);
        GossipNode first =
                start(Gossip.builder().name("n1").bind("127.0.0.1", base).seeds(seeds));
        GossipNode second =
                start(Gossip.builder().name("n2").bind("127.0.0.1", other).seeds(seeds));
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(2))
                .until(() -> first.serf().members().size() == 2
                        && second.serf().members().size() == 2);
    }

    @Test
    void aNodeOnAllInterfacesAnnouncesOneAddress() throws Exception {
        GossipNode node = start(Gossip.builder()
                .name("n1")
                .bind("0.0.0.0", 0)
                .advertise(InetAddress.getLoopbackAddress().getHostAddress(), 0));
        assertThat(node.localAddress().getAddress().isAnyLocalAddress()).isTrue();
        assertThat(node.advertisedAddress())
                .hasToString("127.0.0.1:" + node.localAddress().getPort());
        assertThat(node.serf().self().address()).isEqualTo(node.advertisedAddress());
    }

    @Test
    void listenersAndFuturesRunOnTheGivenExecutorAndNeverOnTheLoop() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "application"));
        open.add(executor::shutdownNow);
        List<String> threads = new ArrayList<>();
        CompletableFuture<String> heard = new CompletableFuture<>();
        // Started on the only thread of the executor that gets the events: neither may wait for the other.
        GossipNode node = executor.submit(() -> local().name("n1")
                        .eventExecutor(executor)
                        .onEvent(event -> heard.complete(Thread.currentThread().getName()))
                        .start())
                .get(10, TimeUnit.SECONDS);
        open.add(0, node);
        assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo("application");
        node.serf()
                .setTags(Map.of("a", "b"))
                .thenRun(() -> threads.add(Thread.currentThread().getName()))
                .get(5, TimeUnit.SECONDS);
        node.leave()
                .thenRun(() -> threads.add(Thread.currentThread().getName()))
                .get(5, TimeUnit.SECONDS);
        assertThat(threads).isSubsetOf("application", Thread.currentThread().getName());
    }

    @Test
    void startsWithoutWaiting() throws Exception {
        CompletableFuture<GossipNode> started = local().name("n1").startAsync();
        GossipNode node = started.get(10, TimeUnit.SECONDS);
        open.add(node);
        assertThat(node.serf().state()).isEqualTo(SerfState.ALIVE);
        int port = node.localAddress().getPort();
        assertThatThrownBy(() ->
                        Gossip.builder().bind("127.0.0.1", port).startAsync().get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(BindFailedException.class);
    }

    @Test
    void aListenerMayCloseTheNode() {
        CompletableFuture<GossipNode> self = new CompletableFuture<>();
        GossipNode node = start(local().name("n1").onEvent(event -> {
            if (event instanceof MemberEvent change && change.member().name().equals("n2")) {
                self.join().close();
            }
        }));
        self.complete(node);
        start(local().name("n2").seeds(address(node)));
        await().atMost(SOON).until(() -> node.serf().state() == SerfState.SHUTDOWN);
    }

    @Test
    void closingTwiceIsClosingOnceAndFreesPortAndThreads() {
        int port = Loopback.freePort();
        GossipNode node = start(local().name("closing").bind("127.0.0.1", port));
        node.close();
        node.close();
        assertThat(node.serf().state()).isEqualTo(SerfState.SHUTDOWN);
        assertThat(node.serf().members()).hasSize(1);
        assertThat(node.leave()).isCompletedExceptionally();
        assertThat(node.serf().shutdown()).succeedsWithin(Duration.ofSeconds(1));
        start(Gossip.builder().name("n1").bind("127.0.0.1", port));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThatNoThreadIsNamed("gossip-closing"));
    }

    @Test
    void aNodeThatCannotStartFreesPortAndThreads() {
        int port = Loopback.freePort();
        AssertionError failure = new AssertionError("thrown on purpose");
        GossipBuilder failing = Gossip.builder()
                .name("failing")
                .bind("127.0.0.1", port)
                .metrics(new MemberlistMetrics() {
                    @Override
                    public void aliveAccepted() {
                        throw failure;
                    }
                });
        for (int i = 0; i < 300; i++) { // whether the address is free is a race if nobody waits for it
            assertThatThrownBy(failing::start).isSameAs(failure);
        }
        assertThat(failing.startAsync()).failsWithin(SOON).withThrowableThat().withCause(failure);
        start(Gossip.builder().name("n2").bind("127.0.0.1", port));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThatNoThreadIsNamed("gossip-failing"));
    }

    @Test
    void shutdownDoesNotWaitForALeaveThatIsUnderWay() throws Exception {
        GossipNode first = start(local().name("n1"));
        int port = Loopback.freePort();
        GossipNode node = start(local().name("stopping")
                .bind("127.0.0.1", port)
                .seeds(address(first))
                .serf(settings -> settings.leavePropagateDelay(Duration.ofMinutes(5))));
        await().atMost(SOON).until(() -> node.serf().members().size() == 2);
        CompletableFuture<Void> left = node.leave();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(node::close);
        await().atMost(SOON).until(() -> node.serf().state() == SerfState.LEAVING);
        assertThat(closed).isNotDone();
        long before = System.nanoTime();
        node.shutdown();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(node.serf().state()).isEqualTo(SerfState.SHUTDOWN);
        assertThat(left).failsWithin(SOON).withThrowableThat().withCauseInstanceOf(IllegalStateException.class);
        assertThat(closed).succeedsWithin(SOON);
        node.shutdown();
        start(Gossip.builder().name("n3").bind("127.0.0.1", port));
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThatNoThreadIsNamed("gossip-stopping"));
    }

    @Test
    void nodesMayShareTheirThreadsWhichOutliveThem() {
        NettyEventLoops loops = new NettyEventLoops("gossip-shared", 1);
        ExecutorService events = Executors.newSingleThreadExecutor(task -> new Thread(task, "application"));
        open.add(events::shutdownNow);
        GossipNode first = start(local().name("lodger-1").eventLoops(loops).eventExecutor(events));
        open.add(loops);
        GossipNode second = start(
                local().name("lodger-2").eventLoops(loops).eventExecutor(events).seeds(address(first)));
        await().atMost(SOON).until(() -> first.serf().members().size() == 2);
        assertThatNoThreadIsNamed("gossip-lodger");
        second.close();
        await().atMost(SOON)
                .until(() -> first.serf()
                        .member("lodger-2")
                        .map(gone -> gone.status() == MemberStatus.LEFT)
                        .orElse(false));
        first.shutdown();
        start(local().name("lodger-3").eventLoops(loops)).close();
        loops.close();
        // The thread says that it has ended as the last thing it does, not after it.
        await().atMost(SOON).untilAsserted(() -> assertThatNoThreadIsNamed("gossip-shared"));
    }

    @Test
    void aNodeOnSharedThreadsFreesItsPortAtOnce() {
        int port = Loopback.freePort();
        NettyEventLoops loops = new NettyEventLoops("gossip-host", 1);
        open.add(loops);
        AssertionError failure = new AssertionError("thrown on purpose");
        GossipBuilder failing = Gossip.builder()
                .bind("127.0.0.1", port)
                .eventLoops(loops)
                .metrics(new MemberlistMetrics() {
                    @Override
                    public void aliveAccepted() {
                        throw failure;
                    }
                });
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(failing::start).isSameAs(failure);
            GossipNode node = Gossip.builder()
                    .name("n1")
                    .bind("127.0.0.1", port)
                    .eventLoops(loops)
                    .start();
            assertThatThrownBy(() -> Gossip.builder()
                            .bind("127.0.0.1", port)
                            .eventLoops(loops)
                            .start())
                    .isInstanceOf(BindFailedException.class);
            assertThat(node.serf().state()).isEqualTo(SerfState.ALIVE);
            node.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"overall", "per source"})
    void onlySoManyStreamsAreOpenAtOnceAsAreAllowed(String limit) throws Exception {
        GossipNode node = start(local().memberlist(settings ->
                limit.equals("overall") ? settings.maxInboundStreams(1) : settings.maxInboundStreamsPerSource(1)));
        InetSocketAddress address = node.localAddress();
        try (Socket one = new Socket(address.getAddress(), address.getPort());
                Socket tooMany = new Socket(address.getAddress(), address.getPort())) {
            tooMany.setSoTimeout(5_000);
            assertThat(tooMany.getInputStream().read()).isEqualTo(-1);
            one.setSoTimeout(100);
            assertThatThrownBy(() -> one.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aNodeWhoseLoopHasEndedSaysSoAndCanBeClosed() {
        NettyEventLoops loops = new NettyEventLoops("gossip-mortal", 1);
        GossipNode node = start(local().name("n1").eventLoops(loops));
        GossipMemberlist memberlist =
                Gossip.builder().bind("127.0.0.1", 0).eventLoops(loops).startMemberlist(CompositeDelegate.none());
        open.add(memberlist);
        assertThat(node.failure()).isEmpty();
        assertThat(memberlist.failure()).isEmpty();
        loops.close();
        assertThat(node.failure()).get().asString().contains("the event loop has ended");
        assertThat(memberlist.failure()).isPresent();
        assertThat(CompletableFuture.runAsync(node::close)).succeedsWithin(SOON);
        memberlist.close();
        assertThat(memberlist.failure()).isEmpty();
    }

    @Test
    void aNodeThatFailsWithAnErrorSaysSoUntilItIsClosed() {
        AssertionError failure = new AssertionError("expected in this test");
        GossipNode failing = start(local().name("n1").metrics(new MemberlistMetrics() {
            @Override
            public void packetReceived(int bytes) {
                throw failure;
            }
        }));
        start(local().name("n2").seeds(address(failing)));
        await().atMost(SOON).until(() -> failing.failure().isPresent());
        assertThat(failing.failure()).containsSame(failure);
        failing.close();
        assertThat(failing.failure()).isEmpty();
    }

    private static void assertThatNoThreadIsNamed(String prefix) {
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.toSet()))
                .noneMatch(thread -> thread.startsWith(prefix));
    }

    private static Map<String, String> billing() {
        return ServiceTags.toTags(
                List.of(new ServiceRegistration("billing", 8080, false, null, Map.of())), Map.of("zone", "a"));
    }

    private static GossipBuilder local() {
        return Gossip.builder().bind("127.0.0.1", 0).profile(Profile.LOCAL);
    }

    private GossipNode start(GossipBuilder builder) {
        GossipNode node = builder.start();
        open.add(node);
        return node;
    }

    private static String address(GossipNode node) {
        return node.advertisedAddress().toString();
    }
}
