package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.ConfigurationException;
import io.gossip.virtual.DirectDispatcher;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.Message;
import io.gossip.wire.MsgpackCodec;
import io.gossip.wire.NodeState;
import io.gossip.wire.PacketFraming;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import io.gossip.wire.WireLimits;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberlistNodeTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private TestCluster cluster = new TestCluster(1);
    private final List<Long> doneAtMillis = new ArrayList<>();

    @Test
    void aNodeThatStartsIsItsOwnFirstMember() {
        TestNode n1 = cluster.prepare("n1", "10.0.0.1");
        n1.application.meta = Say.text("web");
        n1.start();
        Node self = new Node("n1", Say.address("10.0.0.1", 7946), Say.text("web"), Say.VERSIONS, 1, NodeState.ALIVE);
        assertThat(n1.node.localNode()).isEqualTo(self);
        assertThat(n1.node.members()).containsExactly(self);
        assertThat(n1.node.node("n1")).isEqualTo(self);
        assertThat(n1.node.aliveCount()).isEqualTo(1);
        assertThat(n1.node.healthScore()).isZero();
        assertThat(n1.application.takeEvents()).containsExactly("joined n1");
    }

    @Test
    void aNodeOnAllInterfacesMustBeToldItsAddress() {
        assertThatThrownBy(() -> cluster.prepare("n1", "0.0.0.0"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("advertisedAddress");
    }

    @Test
    void aNodeMustBeInItsOwnAllowedNetworks() {
        cluster = new TestCluster(
                1, name -> MemberlistConfig.lan(name).allowedNetworks(List.of(Cidr.parse("192.168.0.0/16"))));
        assertThatThrownBy(() -> cluster.prepare("n1", "10.0.0.1"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("allowedNetworks", "192.168.0.0/16", "10.0.0.1:7946");
        assertThat(cluster.start("n2", "192.168.0.1").view()).hasSize(1);
    }

    @Test
    void aNodeAnnouncesTheAddressItIsTold() {
        cluster = new TestCluster(
                1, name -> MemberlistConfig.lan(name).advertisedAddress(Say.address("192.0.2.7", 1234)));
        TestNode n1 = cluster.start("n1", "0.0.0.0");
        assertThat(n1.node.localNode().address()).isEqualTo(Say.address("192.0.2.7", 1234));
    }

    @Test
    void metaHasALimit() {
        TestNode n1 = cluster.prepare("n1", "10.0.0.1");
        n1.application.meta = Say.noise(513, 1);
        assertThatThrownBy(n1::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("meta", "513", "512");
        n1.application.meta = Say.noise(512, 1);
        n1.start();
        n1.application.meta = Say.noise(513, 1);
        assertThatThrownBy(() -> n1.run(() -> n1.node.updateMeta(LONG, () -> {})))
                .isInstanceOf(ConfigurationException.class);
        assertThat(n1.node.localNode().incarnation()).isEqualTo(1);
    }

    /** The longest name, meta, address and label, and a key: the default is enough for all. */
    @Test
    void whateverANodeIsCalledAndAnnouncesFitsIntoAPacketOfTheUsualSize() {
        FramingConfig framing = new FramingConfig(
                "l".repeat(255), false, true, new Keyring(), true, true, 0, false, WireLimits.DEFAULTS);
        TestNode longest = cluster.prepare(
                MemberlistConfig.lan("n".repeat(255))
                        .framing(framing)
                        .advertisedAddress(Say.mapped(Say.address("192.0.2.200", 65535))),
                "10.0.0.1");
        longest.application.meta = Say.noise(512, 1);
        longest.start();
        assertThat(longest.node.longestMeta()).isEqualTo(512);
    }

    /** No suspicion of it could ever be refuted. */
    @Test
    void aNodeThatGossipCannotCarryDoesNotStart() {
        TestNode n1 = cluster.prepare(MemberlistConfig.lan("n".repeat(200)).packetSize(600), "10.0.0.1");
        n1.application.meta = Say.noise(300, 1);
        assertThatThrownBy(n1::start)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("packetSize is 600, but must be at least 602 to carry the name of this node and its meta of"
                        + " 300 bytes");
        TestNode n2 = cluster.prepare(MemberlistConfig.lan("n".repeat(200)).packetSize(602), "10.0.0.2");
        n2.application.meta = Say.noise(300, 1);
        n2.start();
    }

    @Test
    void metaThatGossipCannotCarryIsRefusedAndTheOldOneStays() {
        TestNode n1 = cluster.prepare(MemberlistConfig.lan("n".repeat(200)).packetSize(600), "10.0.0.1");
        n1.start();
        int longest = n1.node.longestMeta();
        n1.application.meta = Say.noise(longest + 1, 1);
        assertThatThrownBy(() -> n1.run(() -> n1.node.updateMeta(LONG, () -> {})))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll("meta is " + (longest + 1) + " bytes", "at most " + longest, "600");
        assertThat(n1.node.localNode().incarnation()).isEqualTo(1);
        n1.application.meta = Say.noise(longest, 1);
        n1.run(() -> n1.node.updateMeta(LONG, () -> {}));
        assertThat(n1.node.localNode().meta()).isEqualTo(n1.application.meta);
    }

    /** A key that is installed later takes its room, and the highest incarnation too. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatWasAcceptedFitsWithAKeyAsWell(int encryptionVersion) {
        Keyring keys = new Keyring();
        FramingConfig framing =
                new FramingConfig("", false, false, keys, true, true, encryptionVersion, false, WireLimits.DEFAULTS);
        cluster = new TestCluster(
                1, name -> MemberlistConfig.lan(name).framing(framing).packetSize(512));
        TestNode n1 = cluster.start();
        TestNode n2 = cluster.start();
        n2.join(n1);
        cluster.advance(LONG);
        keys.add(Bytes.of(new byte[16]));
        n1.application.meta = Say.noise(n1.node.longestMeta(), 1);
        n1.run(() -> n1.node.updateMeta(LONG, () -> {}));
        cluster.advance(Duration.ofSeconds(2));
        assertThat(n2.node.node("n1")).extracting(Node::meta).isEqualTo(n1.application.meta);
    }

    @Test
    void aSeedThatIsNoAddressIsRefusedAtOnce() {
        TestNode n1 = cluster.start();
        assertThatThrownBy(() -> n1.run(() -> n1.node.join(List.of("10.0.0.2", "host:http"), result -> {})))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("host:http");
        cluster.advance(LONG);
        assertThat(n1.metrics.streamsConnected).isZero();
    }

    @Test
    void aNodeThatJoinsTellsWhatCameOfIt() {
        TestNode n1 = cluster.start();
        TestNode n2 = cluster.start();
        List<JoinResult> results = n2.join(n1);
        cluster.advance(Duration.ofSeconds(1));
        assertThat(results).containsExactly(new JoinResult(1, List.of()));
        assertThat(n2.view()).containsOnlyKeys("n1", "n2");
    }

    @Test
    void viewsAreSnapshotsThatLeaveOutTheGone() {
        List<TestNode> nodes = cluster.form(3);
        List<Node> before = nodes.get(0).node.members();
        nodes.get(2).run(() -> nodes.get(2).node.leave(LONG, () -> {}));
        cluster.advance(LONG);
        assertThat(before).hasSize(3).allMatch(node -> node.state() == NodeState.ALIVE);
        assertThat(nodes.get(0).view()).containsOnlyKeys("n1", "n2");
        assertThat(nodes.get(0).node.aliveCount()).isEqualTo(2);
        assertThat(nodes.get(0).stateOf(nodes.get(2))).isEqualTo(NodeState.LEFT);
        assertThat(nodes.get(0).node.node("nobody")).isNull();
    }

    @Test
    void leavingIsDoneWhenTheNewsIsOut() {
        List<TestNode> nodes = cluster.form(3);
        cluster.advance(LONG);
        leave(nodes.get(0));
        assertThat(doneAtMillis).isEmpty();
        cluster.advance(Duration.ofSeconds(1));
        assertThat(doneAtMillis).hasSize(1).allMatch(millis -> millis <= 400);
        assertThat(cluster.all(nodes.get(0), NodeState.LEFT)).isTrue();
        cluster.advance(LONG);
        assertThat(doneAtMillis).as("told once").hasSize(1);
    }

    @Test
    void leavingIsDoneAtOnceIfNobodyElseIsThere() {
        leave(cluster.start());
        assertThat(doneAtMillis).containsExactly(0L);
    }

    @Test
    void leavingTwiceIsDoneAtOnce() {
        TestNode n1 = cluster.form(2).get(0);
        leave(n1);
        leave(n1);
        assertThat(doneAtMillis).containsExactly(0L);
        cluster.advance(LONG);
        assertThat(doneAtMillis).hasSize(2);
        assertThat(n1.application.events.stream().filter(event -> event.is("left", "n1")))
                .hasSize(1);
    }

    @Test
    void leavingIsDoneWhenItsTimeIsOver() {
        cluster = new TestCluster(
                1,
                name -> MemberlistConfig.lan(name).gossipInterval(Duration.ZERO).probeInterval(Duration.ZERO));
        List<TestNode> nodes = List.of(cluster.start(), cluster.start());
        nodes.get(1).join(nodes.get(0));
        cluster.advance(Duration.ofSeconds(1));
        leave(nodes.get(0));
        cluster.advance(Duration.ofMinutes(1));
        assertThat(doneAtMillis).containsExactly(10_000L);
    }

    @Test
    void leavingIsDoneOnceEvenIfTheNewsIsOutLater() {
        TestNode n1 = cluster.form(3).get(0);
        cluster.advance(LONG);
        long start = cluster.time.nanoTime();
        n1.run(() -> n1.node.leave(Duration.ofMillis(100), () -> done(start)));
        cluster.advance(LONG);
        assertThat(doneAtMillis).containsExactly(100L);
    }

    @Test
    void aNodeThatLeftGoesOnToAnswerAndToListen() {
        List<TestNode> nodes = cluster.form(3);
        leave(nodes.get(0));
        cluster.advance(Duration.ofMinutes(3));
        assertThat(nodes.get(0).node.localNode().state()).isEqualTo(NodeState.LEFT);
        assertThat(nodes.get(0).view()).containsOnlyKeys("n2", "n3");
        TestNode n4 = cluster.start();
        List<JoinResult> results = n4.join(nodes.get(0));
        cluster.advance(LONG);
        assertThat(results.get(0).contacted()).isEqualTo(1);
        assertThat(n4.view()).containsOnlyKeys("n2", "n3", "n4");
    }

    @Test
    void newMetaReachesEverybodyAndIsDoneWhenTheNewsIsOut() {
        List<TestNode> nodes = cluster.form(5);
        cluster.advance(LONG);
        cluster.forgetEvents();
        nodes.get(2).application.meta = Say.text("new");
        update(nodes.get(2));
        cluster.advance(LONG);
        assertThat(doneAtMillis).hasSize(1).allMatch(millis -> millis < 2000);
        assertThat(nodes).allSatisfy(node -> {
            Node known = node.node.node("n3");
            assertThat(known).isNotNull();
            assertThat(known.meta()).isEqualTo(Say.text("new"));
            assertThat(node.application.takeEvents()).containsExactly("updated n3");
        });
    }

    @Test
    void newMetaOfANodeThatLeftIsNothing() {
        TestNode n1 = cluster.form(2).get(0);
        leave(n1);
        cluster.advance(LONG);
        doneAtMillis.clear();
        n1.application.meta = Say.text("new");
        update(n1);
        assertThat(doneAtMillis).containsExactly(0L);
        assertThat(n1.node.localNode().state()).isEqualTo(NodeState.LEFT);
        assertThat(n1.node.localNode().meta()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void aMessageGoesStraightToItsReceiver() {
        List<TestNode> nodes = cluster.form(3);
        TestNode to = nodes.get(1);
        nodes.get(0)
                .run(() -> nodes.get(0).node.sendBestEffort(to.node.localNode().address(), Say.text("hello")));
        cluster.advance(Duration.ofMillis(5));
        assertThat(to.application.messages).containsExactly("hello");
        assertThat(nodes.get(2).application.messages).isEmpty();
    }

    @Test
    void aMessageThatFitsIntoNoPacketIsRefusedInPlainWords() {
        List<TestNode> nodes = cluster.form(2);
        Address to = nodes.get(1).node.localNode().address();
        List<Integer> sizes = new ArrayList<>();
        cluster.net.onPacket(packet -> sizes.add(packet.bytes().length));
        assertThat(sendBestEffort(nodes.get(0), to, Say.noise(1399, 1))).isNull();
        assertThat(sizes).contains(1400);
        assertThat(sendBestEffort(nodes.get(0), to, Say.noise(1400, 1)))
                .isEqualTo("a message of 1400 bytes, where a packet of 1400 bytes has room for 1399");
        cluster.advance(Duration.ofMillis(5));
        assertThat(nodes.get(1).application.messages).hasSize(1);
    }

    @Test
    void roomForAMessageIsWhatLabelAndEncryptionLeave() {
        Keyring keyring = new Keyring();
        keyring.add(Say.text("0123456789abcdef"));
        cluster = new TestCluster(
                1,
                name -> MemberlistConfig.lan(name)
                        .framing(new FramingConfig(
                                "blue", false, true, keyring, true, true, 1, false, WireLimits.DEFAULTS)));
        List<TestNode> nodes = cluster.form(2);
        Address to = nodes.get(1).node.localNode().address();
        List<Integer> sizes = new ArrayList<>();
        cluster.net.onPacket(packet -> sizes.add(packet.bytes().length));
        assertThat(sendBestEffort(nodes.get(0), to, Say.noise(1365, 1))).isNotNull();
        assertThat(sendBestEffort(nodes.get(0), to, Say.noise(1364, 1))).isNull();
        assertThat(sizes).contains(1400);
    }

    @Test
    void aMessageThatNoStreamCarriesIsRefusedInPlainWords() {
        cluster = new TestCluster(1, name -> MemberlistConfig.lan(name).framing(FramingConfig.plain()));
        List<TestNode> nodes = cluster.form(2);
        Address to = nodes.get(1).node.localNode().address();
        List<String> outcomes = new ArrayList<>();
        Bytes tooLong = Say.noise(20 << 20, 1);
        nodes.get(0).run(() -> nodes.get(0).node.sendReliable(to, tooLong, why -> outcomes.add(String.valueOf(why))));
        cluster.advance(Duration.ofSeconds(1));
        assertThat(outcomes).singleElement().asString().contains("bytes on a stream, where 20971520 are allowed");
    }

    @Test
    void whereNamesAreRequiredNothingIsSentToStrangers() {
        cluster = new TestCluster(1, name -> MemberlistConfig.lan(name).requireNodeNames(true));
        TestNode n1 = cluster.start();
        TestNode n2 = cluster.start();
        List<JoinResult> joined = new ArrayList<>();
        n1.run(() -> n1.node.join(List.of("n2/" + n2.host), joined::add));
        cluster.advance(Duration.ofSeconds(1));
        assertThat(joined).singleElement().matches(result -> result.contacted() == 1);
        Address stranger = Say.address("10.9.9.9", 7946);
        assertThat(sendBestEffort(n1, stranger, Say.text("hello")))
                .isEqualTo("no node is known at 10.9.9.9:7946, and requireNodeNames is set");
        List<String> outcomes = new ArrayList<>();
        n1.run(() -> n1.node.sendReliable(stranger, Say.text("hello"), why -> outcomes.add(String.valueOf(why))));
        cluster.advance(Duration.ofMillis(5));
        assertThat(outcomes).containsExactly("no node is known at 10.9.9.9:7946, and requireNodeNames is set");
        Address member = n2.node.localNode().address();
        assertThat(sendBestEffort(n1, member, Say.text("hello"))).isNull();
        cluster.advance(Duration.ofMillis(5));
        assertThat(n2.application.messages).containsExactly("hello");
    }

    private static @Nullable String sendBestEffort(TestNode from, Address to, Bytes message) {
        List<@Nullable String> refusal = new ArrayList<>();
        from.run(() -> refusal.add(from.node.sendBestEffort(to, message)));
        return refusal.get(0);
    }

    @Test
    void anApplicationsBroadcastReachesEverybodyElse() {
        List<TestNode> nodes = cluster.form(6);
        BroadcastQueue queue = nodes.get(0).node.addBroadcastQueue();
        nodes.get(0).run(() -> queue.add(Say.text("news"), () -> done(cluster.time.nanoTime())));
        cluster.advance(LONG);
        assertThat(doneAtMillis).hasSize(1);
        long told = nodes.stream()
                .filter(node -> node.application.messages.contains("news"))
                .count();
        // A receiver passes nothing on by itself, so those are told who were drawn in the eight transmissions.
        assertThat(told).isBetween(3L, 5L);
        assertThat(nodes.get(0).application.messages).isEmpty();
    }

    @Test
    void whoIsShutDownIsSilentAndFreesItsAddress() {
        List<TestNode> nodes = cluster.form(3);
        TestNode n1 = nodes.get(0);
        n1.run(() -> n1.node.shutdown(() -> done(cluster.time.nanoTime())));
        cluster.advance(Duration.ofMillis(10));
        assertThat(doneAtMillis).hasSize(1);
        List<Object> sent = new ArrayList<>();
        cluster.net.onPacket(packet -> {
            if (packet.from().equals(n1.transport.localAddress())) {
                sent.add(packet);
            }
        });
        n1.application.events.clear();
        cluster.advance(Duration.ofMinutes(1));
        assertThat(sent).isEmpty();
        assertThat(n1.application.takeEvents()).isEmpty();
        cluster.net.bind(n1.host, 7946);
    }

    @Test
    void whoIsShutDownWithSuspicionsOpenDeclaresNobodyDead() {
        List<TestNode> nodes = cluster.form(3);
        nodes.get(1).kill();
        TestNode n1 = nodes.get(0);
        assertThat(cluster.time.advanceUntil(() -> n1.stateOf(nodes.get(1)) == NodeState.SUSPECT, LONG))
                .isTrue();
        n1.run(() -> n1.node.shutdown(() -> {}));
        cluster.advance(Duration.ofMinutes(1));
        assertThat(n1.application.declaredDead()).isEmpty();
    }

    @Test
    void aNodeThatStoodStillTrustsItselfLess() {
        List<TestNode> nodes = cluster.form(3);
        TestNode n1 = nodes.get(0);
        cluster.advance(LONG);
        assertThat(n1.node.healthScore()).isZero();
        n1.pause();
        cluster.advance(Duration.ofSeconds(2));
        n1.resume();
        cluster.advance(Duration.ofMillis(20));
        assertThat(n1.node.healthScore()).isPositive();
        cluster.advance(Duration.ofSeconds(20));
        assertThat(n1.node.healthScore()).isZero();
    }

    @Test
    void aSuspectGetsTheTimeBackInWhichItsJudgeStoodStill() {
        List<TestNode> nodes = cluster.form(2);
        TestNode judge = nodes.get(0);
        TestNode suspect = nodes.get(1);
        cluster.net.block(judge.transport.localAddress(), suspect.transport.localAddress());
        assertThat(cluster.time.advanceUntil(() -> judge.stateOf(suspect) == NodeState.SUSPECT, LONG))
                .isTrue();
        judge.pause();
        cluster.net.heal();
        cluster.advance(Duration.ofMinutes(1));
        judge.resume();
        cluster.advance(LONG);
        assertThat(judge.application.declaredDead()).isEmpty();
        assertThat(judge.stateOf(suspect)).isEqualTo(NodeState.ALIVE);
    }

    @Test
    void theLengthOfTheQueueIsReportedUntilTheNodeIsShutDown() {
        cluster = new TestCluster(1, name -> MemberlistConfig.lan(name).queueCheckInterval(Duration.ofSeconds(2)));
        TestNode n1 = cluster.start();
        cluster.advance(Duration.ofSeconds(5));
        assertThat(n1.metrics.queueLengths).containsExactly(1, 1); // its own announcement, which nobody hears
        assertThat(n1.metrics.closed).isZero();
        n1.run(() -> n1.node.shutdown(() -> doneAtMillis.add((long) n1.metrics.closed)));
        cluster.advance(LONG);
        assertThat(n1.metrics.queueLengths).hasSize(2);
        assertThat(doneAtMillis).as("closed is the last report").containsExactly(1L);
    }

    @Test
    void nodesThatStartTogetherDoNotProbeInStep() {
        Map<InetSocketAddress, Long> firstPings = new HashMap<>();
        long start = cluster.time.nanoTime();
        cluster.net.onPacket(packet -> {
            if (pings(packet.bytes())) {
                firstPings.putIfAbsent(packet.from(), (packet.atNanos() - start) / 1_000_000);
            }
        });
        startTogether(20);
        cluster.advance(Duration.ofMillis(1100));
        assertThat(firstPings).hasSize(20);
        List<Long> millis = firstPings.values().stream().sorted().toList();
        assertThat(millis.get(19)).isLessThanOrEqualTo(1000);
        assertThat(millis.get(19) - millis.get(0))
                .as("spread over the interval")
                .isGreaterThan(700);
        assertThat(new HashSet<>(millis)).hasSizeGreaterThan(15);
    }

    @Test
    void nodesThatStartTogetherDoNotExchangeTheirStatesInStep() {
        List<TestNode> nodes = startTogether(20);
        cluster.advance(Duration.ofSeconds(15)); // those that follow on newcomers are over
        Map<TestNode, Integer> before = new HashMap<>();
        nodes.forEach(node -> before.put(node, node.metrics.streamsConnected));
        List<Integer> begunPerSecond = new ArrayList<>();
        for (int second = 15; second < 61; second++) {
            cluster.advance(Duration.ofSeconds(1));
            int begun = (int) nodes.stream()
                    .filter(node -> node.metrics.streamsConnected > before.get(node))
                    .count();
            begunPerSecond.add(
                    begun - begunPerSecond.stream().mapToInt(Integer::intValue).sum());
        }
        assertThat(begunPerSecond.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
        assertThat(begunPerSecond.subList(0, 14))
                .as("before one interval is over")
                .containsOnly(0);
        assertThat(begunPerSecond).allMatch(begun -> begun <= 5);
    }

    private List<TestNode> startTogether(int size) {
        List<TestNode> nodes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            nodes.add(cluster.start());
        }
        nodes.forEach(node -> node.join(nodes.get(0)));
        return nodes;
    }

    private static boolean pings(byte[] packet) {
        boolean[] pings = new boolean[1];
        new PacketFraming(FramingConfig.plain(), new MsgpackCodec(WireLimits.DEFAULTS), new SplittableRandom(1))
                .open(ByteBuffer.wrap(packet), new PacketFraming.Sink() {
                    @Override
                    public void message(Message message) {
                        pings[0] |= message instanceof Message.Ping;
                    }

                    @Override
                    public void rejected(WireException why) {
                        throw new AssertionError(why);
                    }
                });
        return pings[0];
    }

    @Test
    void aStreamThatTheTransportTurnsAwayIsCountedLikeAnyInput() {
        VirtualTransport transport = cluster.net.bind("10.0.0.99", 7946);
        ObservedLoop loop = new ObservedLoop(transport.eventLoop());
        ObservedTransport observed = new ObservedTransport(transport, loop);
        RecordedMetrics metrics = new RecordedMetrics();
        MemberlistNode node = new MemberlistNode(
                MemberlistConfig.lan("n1").build(),
                new Environment(
                        loop,
                        observed,
                        cluster.net.resolver(),
                        new SplittableRandom(1),
                        new SplittableRandom(2),
                        new DirectDispatcher()),
                CompositeDelegate.none(),
                metrics);
        transport.eventLoop().run(node::start);
        transport
                .eventLoop()
                .run(() -> observed.handler.connectionRefused(Say.addressOf("b").socketAddress()));
        assertThat(metrics.rejected).containsExactly(Reason.OVERLOAD);
        assertThat(node.rejectedInputs()).isOne();
    }

    @Test
    void metricsThatThrowHurtNobody() {
        TestNode n1 = cluster.start();
        VirtualTransport transport = cluster.net.bind("10.0.0.99", 7946);
        MemberlistMetrics throwing = (MemberlistMetrics) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {MemberlistMetrics.class}, (proxy, method, values) -> {
                    throw new IllegalStateException("thrown on purpose");
                });
        MemberlistNode n2 = new MemberlistNode(
                MemberlistConfig.lan("n2").build(),
                new Environment(
                        transport.eventLoop(),
                        transport,
                        cluster.net.resolver(),
                        new SplittableRandom(1),
                        new SplittableRandom(2),
                        new DirectDispatcher()),
                new RecordedApplication(transport.eventLoop()).delegate(),
                throwing);
        transport.eventLoop().run(n2::start);
        transport.eventLoop().run(() -> n2.join(List.of(n1.host), result -> {}));
        cluster.advance(Duration.ofMinutes(1));
        assertThat(n2.aliveCount()).isEqualTo(2);
        assertThat(n1.node.aliveCount()).isEqualTo(2);
        assertThat(n1.metrics.suspected).isZero();
        transport.eventLoop().run(() -> n2.shutdown(() -> doneAtMillis.add(0L)));
        cluster.advance(LONG);
        assertThat(doneAtMillis).hasSize(1);
    }

    @Test
    void aShortPauseIsNoPause() {
        List<TestNode> nodes = cluster.form(3);
        TestNode n1 = nodes.get(0);
        cluster.advance(LONG);
        n1.metrics.healthScores.clear();
        for (int i = 0; i < 100; i++) {
            n1.pause();
            cluster.advance(Duration.ofMillis(90));
            n1.resume();
            cluster.advance(Duration.ofMillis(310));
        }
        assertThat(n1.metrics.healthScores).isEmpty();
    }

    private void leave(TestNode node) {
        long start = cluster.time.nanoTime();
        node.run(() -> node.node.leave(LONG, () -> done(start)));
    }

    private void update(TestNode node) {
        long start = cluster.time.nanoTime();
        node.run(() -> node.node.updateMeta(LONG, () -> done(start)));
    }

    private void done(long sinceNanos) {
        doneAtMillis.add((cluster.time.nanoTime() - sinceNanos) / 1_000_000);
    }
}
