package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Printable;
import io.gossip.runtime.Timer;
import io.gossip.transport.Transport;
import io.gossip.wire.Message.Ack;
import io.gossip.wire.Message.IndirectPing;
import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt to hear from one node (protocol reference, section 8.3; Lifeguard, section IV-A):
 *
 * <pre>
 * 0                    ping
 * probe timeout        helpers are asked to ping it, and it is pinged over TCP
 * probe interval       no ack by any way: suspect it
 * </pre>
 *
 * The clock runs only while what was to be sent is really sent, so that time this node spends unable to send is not held
 * against the other one; {@link ProbeConfig#clockWaitsForSending} switches that off, and then a probe that could not be sent in time
 * fails as soon as it was sent. An ack counts only if it comes from the node or from a helper that was asked.
 */
final class Probe implements PendingAcks.Listener, Transport.SendListener {

    private static final Logger log = LoggerFactory.getLogger(Probe.class);

    private final ProbeTools tools;
    private final MemberEntry target;
    private final long incarnation;
    private final NodeState stateAtStart;
    private final long intervalNanos;
    private final long sequence;
    private final Runnable done;
    private final Set<InetSocketAddress> answerers = new HashSet<>();
    private long begunAt;
    private long startedAt;
    private long askedAt;
    private int unsentRequests;
    private int expectedNacks;
    private int nacks;
    private boolean othersAsked;
    private boolean answeredOverTcp;
    private boolean unsendable;
    private @Nullable Timer timer;
    private boolean finished;

    private final Transport.SendListener requests = new Transport.SendListener() {
        @Override
        public void sent() {
            requestLeft();
        }

        @Override
        public void failed(Throwable cause) {
            requestLeft();
        }
    };

    /**
     * A probe that has not begun.
     *
     * @param intervalNanos how long the whole attempt may take
     * @param done called once when the outcome is known
     */
    Probe(ProbeTools tools, MemberEntry target, long intervalNanos, Runnable done) {
        this.tools = tools;
        this.target = target;
        this.incarnation = target.incarnation;
        this.stateAtStart = target.state();
        this.intervalNanos = intervalNanos;
        this.sequence = tools.sequences().next();
        this.done = done;
    }

    /** Sends the ping; a suspect also gets the suspicion itself, so that it can refute at once (Lifeguard, Buddy System). */
    void start() {
        begunAt = loop().nanoTime();
        tools.pendingAcks().register(sequence, this);
        answerers.add(target.address.socketAddress());
        MemberEntry self = tools.membership().self();
        Ping ping = new Ping(sequence, target.name, self.address, self.name);
        InetSocketAddress to = target.address.socketAddress();
        if (stateAtStart == NodeState.ALIVE || !tools.config().probing().buddySystem()) {
            tools.sender().send(ping, to, this);
        } else {
            Suspect suspicion = new Suspect(incarnation, target.name, self.name);
            tools.sender().sendAlone(List.of(ping, suspicion), to, target.versions, this);
        }
    }

    @Override
    public void sent() {
        if (!finished) {
            startedAt = tools.config().probing().clockWaitsForSending() ? loop().nanoTime() : begunAt;
            long leftNanos = startedAt + tools.config().probing().timeout().toNanos() - loop().nanoTime();
            if (leftNanos > 0) {
                timer = loop().schedule(leftNanos, this::askOthers);
            } else {
                askOthers();
            }
        }
    }

    /** Who cannot be reached from here may be reachable for others. */
    @Override
    public void failed(Throwable cause) {
        if (!finished) {
            log.debug("Could not send a ping to '{}': {}", Printable.of(target.name), cause.toString());
            unsendable = true;
            startedAt = loop().nanoTime();
            askOthers();
        }
    }

    @Override
    public void acked(InetSocketAddress source, Ack ack) {
        if (answerers.contains(source)) {
            if (timer != null && !othersAsked) { // an ack may overtake the news that the ping was sent
                tools.application().pingCompleted(target.snapshot(), loop().nanoTime() - startedAt, ack.payload());
            }
            finish();
            creditHealth();
        }
    }

    @Override
    public void nacked(InetSocketAddress source) {
        if (answerers.contains(source)) {
            nacks++;
        }
    }

    Inspection.OpenProbe inspect() {
        return new Inspection.OpenProbe(target.name, sequence, startedAt, intervalNanos);
    }

    /** Gives up without a verdict, as when the node shuts down. */
    void cancel() {
        if (!finished) {
            conclude();
        }
    }

    /** Ends without a verdict on the target. */
    void inconclusive() {
        if (!finished) {
            conclude();
            done.run();
        }
    }

    private void askOthers() {
        othersAsked = true;
        askedAt = loop().nanoTime();
        MemberEntry self = tools.membership().self();
        List<MemberEntry> helpers = tools.table()
                .select(
                        tools.config().probing().indirectChecks(),
                        entry -> entry != self && entry != target && entry.state() == NodeState.ALIVE);
        for (MemberEntry helper : helpers) {
            boolean nack = helper.versions.protocolMax() >= Versions.NACK;
            expectedNacks += nack ? 1 : 0;
            answerers.add(helper.address.socketAddress());
            unsentRequests++;
            tools.sender()
                    .send(
                            new IndirectPing(sequence, target.address, target.name, nack, self.address, self.name),
                            helper.address.socketAddress(),
                            requests);
        }
        if (helpers.isEmpty()) {
            awaitOthers();
        }
    }

    private void requestLeft() {
        unsentRequests--;
        if (unsentRequests == 0 && !finished) {
            awaitOthers();
        }
    }

    private void awaitOthers() {
        long now = loop().nanoTime();
        if (tools.config().probing().clockWaitsForSending()) {
            startedAt += now - askedAt;
        }
        long leftNanos = startedAt + intervalNanos - now;
        if (leftNanos <= 0) {
            timeIsOver();
            return;
        }
        if (target.versions.protocolMax() >= Versions.TCP_PING && mayPingOverTcp()) {
            MemberEntry self = tools.membership().self();
            Ping ping = new Ping(sequence, target.name, self.address, self.name);
            tools.streams().ping(target.address.socketAddress(), ping, leftNanos, () -> answeredOverTcp = true);
        }
        timer = loop().schedule(leftNanos, this::timeIsOver);
    }

    private boolean mayPingOverTcp() {
        ProbeConfig probing = tools.config().probing();
        if (!probing.tcpFallback()) {
            return false;
        }
        try {
            return probing.tcpFallbackFor().test(target.name);
        } catch (Throwable e) {
            tools.limiter()
                    .log(
                            "tcpFallbackFor",
                            target.name,
                            suppressed -> log.warn(
                                    "tcpFallbackFor failed for '{}', which is pinged over TCP all the same",
                                    Printable.of(target.name),
                                    e));
            return true;
        }
    }

    private void timeIsOver() {
        finish();
        if (answeredOverTcp) {
            tools.limiter()
                    .log(
                            "no UDP",
                            target.name,
                            suppressed -> log.warn(
                                    "'{}' answers over TCP but not over UDP: check that UDP port {} is open",
                                    Printable.of(target.name),
                                    target.address));
            creditHealth();
            return;
        }
        log.debug("'{}' did not answer a probe", Printable.of(target.name));
        // Helpers that do not even say "no answer" point at a problem on this side.
        int missing = expectedNacks > 0 ? Math.max(0, expectedNacks - nacks) : 1;
        tools.membership()
                .suspect(new Suspect(incarnation, target.name, tools.config().name()));
        tools.health().adjust(missing);
    }

    /** An answer is a sign of health, unless this node could not even send the ping (section 9.4). */
    private void creditHealth() {
        if (!unsendable) {
            tools.health().adjust(-1);
        }
    }

    private void finish() {
        tools.metrics().probeEnded(loop().nanoTime() - begunAt);
        conclude();
        done.run();
    }

    private void conclude() {
        finished = true;
        tools.pendingAcks().remove(sequence);
        if (timer != null) {
            timer.cancel();
        }
    }

    private EventLoop loop() {
        return tools.loop();
    }
}
