package io.gossip.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.EventDelegate;
import io.gossip.memberlist.JoinResult;
import io.gossip.memberlist.Memberlist;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.memberlist.Node;
import io.gossip.memberlist.NodeDelegate;
import io.gossip.runtime.OrderedDispatcher;
import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.runtime.netty.NettyEventLoops;
import io.gossip.transport.JdkResolver;
import io.gossip.transport.netty.NettyTransport;
import io.gossip.transport.netty.NettyTransportConfig;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.NodeState;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A node of the engine under test, on real sockets. */
final class JavaPeer implements Peer {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final String address;
    private final Dialect dialect;
    private final NettyEventLoops loops;
    private final OrderedDispatcher dispatcher;
    private final Middlebox transport;
    private final Memberlist memberlist;
    private final Map<String, NodeState> gone = new ConcurrentHashMap<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger suspicions = new AtomicInteger();
    private int messagesSent;

    private JavaPeer(String name, String address, Setting setting, Pace pace, Dialect dialect) {
        this.name = name;
        this.address = address;
        this.dialect = dialect;
        this.loops = new NettyEventLoops(name, 1);
        NettyEventLoop loop = loops.next();
        this.dispatcher = OrderedDispatcher.onOwnThread(name);
        this.transport = new Middlebox(
                NettyTransport.bind(loop, socketAddress(address), NettyTransportConfig.defaults()),
                loop,
                setting.labelTakenOff());
        Environment environment = new Environment(
                loop,
                transport,
                new JdkResolver(loop, JdkResolver.newExecutor(name), PATIENCE),
                RandomGenerator.of("L128X256MixRandom"),
                new SecureRandom(),
                dispatcher);
        MemberlistConfig config = pace.settings(name)
                .framing(setting.framing())
                .protocolVersion(setting.protocol())
                .delegateVersions(dialect.versions())
                .build();
        CompositeDelegate delegate =
                CompositeDelegate.none().withNode(new Application()).withEvents(new Ears());
        this.memberlist = await(Memberlist.start(config, environment, delegate, new SuspicionCounter()));
    }

    static JavaPeer start(String name, String address, Setting setting, Pace pace, Dialect dialect) {
        return new JavaPeer(name, address, setting, pace, dialect);
    }

    /** From now on its datagrams get lost, or no longer. */
    void silence(boolean silent) {
        transport.eatDatagrams(silent);
    }

    /** How often it has come to suspect anybody, by its own probe or by hearsay. */
    int suspicions() {
        return suspicions.get();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void join(String other) {
        assertThat(await(memberlist.join(List.of(other)))).isEqualTo(new JoinResult(1, List.of()));
    }

    @Override
    public void setMeta(String meta) {
        await(memberlist.updateMeta(dialect.meta(meta), PATIENCE));
    }

    @Override
    public void send(Peer to, String text) {
        await(memberlist.sendBestEffort(addressOf(to), dialect.message(text, ++messagesSent)));
    }

    @Override
    public void sendReliably(Peer to, String text) {
        await(memberlist.sendReliable(addressOf(to), dialect.message(text, ++messagesSent)));
    }

    @Override
    public void ping(Peer to) {
        assertThat(await(memberlist.ping(to.name(), addressOf(to)))).isPositive();
    }

    @Override
    public void leave() {
        for (Bytes farewell : dialect.farewell(name)) {
            memberlist.members().stream()
                    .filter(member -> !member.name().equals(name))
                    .forEach(member -> await(memberlist.sendReliable(member.address(), farewell)));
        }
        await(memberlist.leave(PATIENCE));
    }

    /** Closes the sockets without a word, which is all that others notice when a process is killed. */
    @Override
    public void kill() {
        memberlist.close();
        dispatcher.close();
        loops.close();
    }

    @Override
    public boolean sees(Peer other, String meta) {
        return memberlist
                .member(other.name())
                .filter(seen -> seen.meta().equals(dialect.meta(meta)))
                .filter(seen -> seen.address().toString().equals(other.address()))
                .isPresent();
    }

    /** What holds the text is the message, whatever the dialect has put around it. */
    @Override
    public boolean heard(String text) {
        return messages.stream().anyMatch(message -> message.contains(text));
    }

    @Override
    public boolean reachedOverTcp(Peer other) {
        return transport.answersToStreams() > 0;
    }

    @Override
    public boolean sawLeaving(Peer other) {
        return gone.get(other.name()) == NodeState.LEFT;
    }

    @Override
    public boolean sawFailing(Peer other) {
        return gone.get(other.name()) == NodeState.DEAD;
    }

    @Override
    public void assertContent() {
        assertThat(memberlist.rejectedInputs()).as("rejected by %s", name).isZero();
    }

    @Override
    public List<String> log() {
        return Stream.concat(memberlist.members().stream().map(Node::toString), messages.stream())
                .toList();
    }

    private Address addressOf(Peer other) {
        return Address.of(socketAddress(other.address()));
    }

    private static <T> T await(CompletableFuture<T> outcome) {
        return outcome.orTimeout(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS).join();
    }

    private static InetSocketAddress socketAddress(String address) {
        int colon = address.lastIndexOf(':');
        return new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    }

    private final class Application implements NodeDelegate {
        @Override
        public Bytes meta() {
            return dialect.meta(name);
        }

        @Override
        public void messageReceived(Bytes payload) {
            messages.add(new String(payload.toArray(), StandardCharsets.UTF_8));
        }
    }

    private final class Ears implements EventDelegate {
        @Override
        public void left(Node node) {
            gone.put(node.name(), node.state());
        }
    }

    private final class SuspicionCounter implements MemberlistMetrics {
        @Override
        public void suspected() {
            suspicions.incrementAndGet();
        }
    }
}
