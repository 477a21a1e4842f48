package io.gossip.serf;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.Node;
import io.gossip.runtime.Outbox;
import io.gossip.serf.SerfMessage.JoinIntent;
import io.gossip.serf.SerfMessage.LeaveIntent;
import io.gossip.virtual.DirectDispatcher;
import io.gossip.virtual.VirtualEventLoop;
import io.gossip.virtual.VirtualTime;
import io.gossip.wire.Address;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules about members without a network: this node is {@code me}, others are made up. */
final class LifecycleRig {

    static final Versions VERSIONS = new Versions(1, 5, 2, 2, 5, 5);

    final VirtualTime time = new VirtualTime();
    final VirtualEventLoop loop = time.eventLoop();
    final SerfConfig config;
    final LamportClock clock = new LamportClock();
    final Members members = new Members("me");
    final List<String> events = new ArrayList<>();
    final Outbox outbox = new Outbox(loop, new DirectDispatcher(), members::publish);
    final Listeners listeners = new Listeners(loop, outbox, 1000, () -> {}, List.of(event -> {
        MemberEvent happened = (MemberEvent) event;
        events.add(happened.type() + " " + happened.member().name());
    }));
    final Intents intents;
    final MemberLifecycle lifecycle;
    final List<String> onPurpose = new ArrayList<>();
    boolean staying = true;
    int refutations;

    LifecycleRig() {
        this(SerfConfig.builder(MemberlistConfig.lan("me").build()).build());
    }

    LifecycleRig(SerfConfig config) {
        this.config = config;
        this.intents = new Intents(loop, config.recentIntentTimeout().toNanos(), 100);
        this.lifecycle = new MemberLifecycle(
                loop,
                config,
                clock,
                intents,
                members,
                outbox,
                listeners,
                () -> staying,
                () -> refutations++,
                onPurpose::add);
        join("me");
        settle();
        events.clear();
    }

    /** Brings what happened to the listeners. */
    void settle() {
        time.runUntilIdle();
    }

    void join(String name) {
        loop.run(() -> lifecycle.joined(node(name, 1, Map.of())));
    }

    void gone(String name) {
        loop.run(() -> lifecycle.left(node(name, 1, Map.of())));
    }

    boolean joinIntent(String name, long ltime) {
        return loop.call(() -> lifecycle.joinIntent(new JoinIntent(ltime, name)));
    }

    boolean leaveIntent(String name, long ltime) {
        return leaveIntent(name, ltime, false);
    }

    boolean leaveIntent(String name, long ltime, boolean prune) {
        return loop.call(() -> lifecycle.leaveIntent(new LeaveIntent(ltime, name, prune)));
    }

    MemberStatus status(String name) {
        MemberRow row = members.get(name);
        return row == null ? null : row.status;
    }

    long statusTime(String name) {
        return members.get(name).statusTime;
    }

    static Node node(String name, int host, Map<String, String> tags) {
        return new Node(
                name,
                Address.of(Vectors.hex("0a0000" + "%02x".formatted(host)), 7946),
                Tags.encode(tags),
                VERSIONS,
                1,
                NodeState.ALIVE);
    }
}
