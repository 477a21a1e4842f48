package io.gossip.interop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Go node leaves Java nodes and comes back through a Go node that has never heard of it. */
class ReturnInteropIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Much sooner than the next push/pull, in half a minute. */
    private static final Duration SOON = Duration.ofSeconds(8);

    private final Loopback addresses = Loopback.manyPorts();
    private final List<Peer> running = new ArrayList<>();

    @BeforeAll
    static void needsGo() {
        assumeTrue(GoPeer.build(), "there is no go command");
    }

    @AfterEach
    void killAll() {
        running.forEach(Peer::kill);
    }

    @Test
    void whoRemembersItsLeaveTellsItAtOnce() {
        Peer first = java("java-1");
        Peer second = java("java-2");
        String address = addresses.next();
        Peer leaver = go("leaver", address);
        second.join(first.address());
        leaver.join(first.address());
        await().atMost(PATIENCE).until(() -> sees(first, leaver) && sees(second, leaver));
        leaver.leave();
        await().atMost(PATIENCE).until(() -> first.sawLeaving(leaver) && second.sawLeaving(leaver));
        leaver.kill();

        Peer seed = go("seed", addresses.next());
        seed.join(first.address());
        await().atMost(PATIENCE).until(() -> sees(first, seed) && sees(second, seed));
        Peer back = go("leaver", address);
        back.join(seed.address());
        await().atMost(SOON).until(() -> sees(first, back) && sees(second, back));
    }

    private Peer java(String name) {
        return running(JavaPeer.start(name, addresses.next(), Setting.LABEL_AND_ENCRYPTION, Pace.LAN, Dialect.PLAIN));
    }

    private Peer go(String name, String address) {
        return running(GoMemberlist.start(name, address, Setting.LABEL_AND_ENCRYPTION, Pace.LAN));
    }

    private Peer running(Peer peer) {
        running.add(peer);
        return peer;
    }

    private static boolean sees(Peer one, Peer other) {
        return one.sees(other, other.name());
    }
}
