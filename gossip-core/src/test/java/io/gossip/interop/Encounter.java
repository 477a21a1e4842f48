package io.gossip.interop;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One Java node and one Go node in one cluster, and what each notices of the other. Each step waits until it was noticed and
 * enters it into the table, or fails.
 */
final class Encounter implements AutoCloseable {

    /** Probe, suspicion and the news of it, an agent's times; and a loaded machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Worth compressing. */
    private static final String LENGTH = "-" + "long".repeat(50);

    private static final String NEW_META = "new" + LENGTH;

    private final GoKind kind;
    private final Setting setting;
    private final Language joining;
    private final Path directory;
    private final InteropTable table;
    private final Loopback addresses;
    private final List<Peer> open = new ArrayList<>();
    private final Peer seed;
    private final Peer joiner;

    /**
     * Starts both nodes.
     *
     * @param joining whose node joins the other one, and later fails and leaves
     */
    Encounter(GoKind kind, Setting setting, Language joining, Path directory, InteropTable table) {
        this.kind = kind;
        this.setting = setting;
        this.joining = joining;
        this.directory = directory;
        this.table = table;
        this.addresses = setting.protocol() == 1 ? Loopback.onePort() : Loopback.manyPorts();
        try {
            this.seed = start(joining.other(), "seed");
            this.joiner = start(joining, "joiner");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
        table.version(kind, kind.title(of(Language.GO)));
    }

    void join() {
        meet(joiner, seed.name());
        table.worked(kind, setting, Operation.JOIN, joining);
    }

    void updateMeta() {
        for (Language by : Language.values()) {
            of(by).setMeta(NEW_META);
            awaitThat(Operation.META, by, () -> of(by.other()).sees(of(by), NEW_META));
        }
    }

    void sendMessages() {
        send(Operation.PACKET, (from, text) -> from.send(other(from), text));
        send(Operation.STREAM, (from, text) -> from.sendReliably(other(from), text));
    }

    void ping() {
        for (Language by : Language.values()) {
            if (kind.whyNot(Operation.PING, by) == null) {
                of(by).ping(of(by.other()));
                table.worked(kind, setting, Operation.PING, by);
            }
        }
    }

    /** Neither has complained of what the other one sends. */
    void assertContent() {
        seed.assertContent();
        joiner.assertContent();
    }

    /** Without the datagrams of the Java node, pings and acks of both get lost. */
    void pingOverTcp() {
        JavaPeer java = (JavaPeer) of(Language.JAVA);
        java.silence(true);
        for (Language by : Language.values()) {
            awaitThat(Operation.TCP_PING, by, () -> of(by).reachedOverTcp(of(by.other())));
        }
        java.silence(false);
    }

    /** To be done before anybody leaves: Go counts on the confirmations of who has left, and takes much longer. */
    void kill() {
        joiner.kill();
        awaitThat(Operation.KILL, joining, () -> seed.sawFailing(joiner));
    }

    /** Another one joins in the place of who was killed, and leaves. */
    void leave() {
        Peer leaver = start(joining, "leaver");
        meet(leaver, NEW_META);
        leaver.leave();
        awaitThat(Operation.LEAVE, joining, () -> seed.sawLeaving(leaver));
    }

    @Override
    public void close() {
        open.forEach(Peer::kill);
    }

    private Peer start(Language language, String name) {
        Peer peer = language == Language.GO
                ? kind.start(name, addresses.next(), setting, directory)
                : JavaPeer.start(name, addresses.next(), setting, Pace.QUICK, kind.dialect);
        open.add(peer);
        return peer;
    }

    private Peer of(Language language) {
        return language == joining ? joiner : seed;
    }

    private Peer other(Peer peer) {
        return peer == seed ? joiner : seed;
    }

    private void meet(Peer newcomer, String metaOfSeed) {
        newcomer.join(seed.address());
        eventually(
                newcomer.name() + " and seed know each other",
                () -> seed.sees(newcomer, newcomer.name()) && newcomer.sees(seed, metaOfSeed));
    }

    private void send(Operation operation, BiConsumer<Peer, String> sending) {
        for (Language by : Language.values()) {
            if (kind.whyNot(operation, by) == null) {
                String text = operation + "-by-" + by + LENGTH;
                sending.accept(of(by), text);
                awaitThat(operation, by, () -> of(by.other()).heard(text));
            }
        }
    }

    private void awaitThat(Operation operation, Language by, Callable<Boolean> noticed) {
        eventually(operation.title + " by " + by, noticed);
        table.worked(kind, setting, operation, by);
    }

    private void eventually(String what, Callable<Boolean> condition) {
        try {
            await(what)
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(20))
                    .until(condition);
        } catch (ConditionTimeoutException e) {
            String log = String.join("\n", of(Language.GO).log());
            throw new AssertionError("not seen: " + what + "; the Go node says:\n" + log, e);
        }
    }
}
