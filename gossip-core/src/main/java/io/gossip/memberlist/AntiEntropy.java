package io.gossip.memberlist;

import io.gossip.runtime.EventLoop;
import io.gossip.runtime.Printable;
import io.gossip.runtime.Timer;
import io.gossip.wire.Bytes;
import io.gossip.wire.Message;
import io.gossip.wire.Message.PushPull;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.NodeState;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges the whole view with another node, to join and from time to time to mend what gossip has missed (protocol
 * reference, sections 6.4 and 10.3).
 *
 * <p>While many join at once, gossip is at its worst: each of a thousand pieces of news has to reach everybody within a
 * few transmissions. So whoever has learned of many members since its last exchange, as one that has just joined has, does
 * not wait for the next one: it makes one soon, and again, until there is little new. In a cluster that does not grow
 * this never happens.
 */
final class AntiEntropy implements MemberTable.Listener {

    private static final Logger log = LoggerFactory.getLogger(AntiEntropy.class);

    /** Above this size the interval grows, so that the load of a node stays about the same. */
    private static final int SCALE_FROM = 32;

    /** Newcomers beyond this share of the members, one in so many, are too many to wait for the next regular exchange. */
    private static final int SHARE = 10;

    /** How much earlier than the regular exchange the one that follows on many newcomers comes. */
    private static final int HASTE = 50;

    private final MemberlistConfig config;
    private final EventLoop loop;
    private final MemberTable table;
    private final Membership membership;
    private final Application application;
    private final StreamClient streams;
    private final MemberlistMetrics metrics;
    private final RandomGenerator random;
    private @Nullable Timer next;
    private @Nullable Timer early;
    private long earlyNanos;
    private int newcomers;
    private boolean started;

    AntiEntropy(
            MemberlistConfig config,
            EventLoop loop,
            MemberTable table,
            Membership membership,
            Application application,
            StreamClient streams,
            MemberlistMetrics metrics,
            RandomGenerator random) {
        this.config = config;
        this.loop = loop;
        this.table = table;
        this.membership = membership;
        this.application = application;
        this.streams = streams;
        this.metrics = metrics;
        this.random = random;
        this.earlyNanos = shortestNanos();
        table.listen(this);
    }

    /**
     * Starts the periodic exchange.
     *
     * @param offsetNanos random time before the first interval begins
     */
    void start(long offsetNanos) {
        if (!config.streams().pushPullInterval().isZero()) {
            started = true;
            newcomers = 0; // this node itself is none
            next = loop.schedule(offsetNanos + intervalNanos(table.size()), this::exchangeRegularly);
        }
    }

    void stop() {
        started = false;
        if (next != null) {
            next.cancel();
        }
        if (early != null) {
            early.cancel();
        }
    }

    long intervalNanos(int nodes) {
        return intervalNanos(config.streams(), nodes);
    }

    /** The time between two exchanges in a cluster of {@code nodes}: doubled above 32, tripled above 64, and so on. */
    static long intervalNanos(StreamConfig config, int nodes) {
        long interval = config.pushPullInterval().toNanos();
        if (nodes <= SCALE_FROM) {
            return interval;
        }
        int doublings = Integer.SIZE - Integer.numberOfLeadingZeros((nodes - 1) / SCALE_FROM);
        return interval * (doublings + 1);
    }

    /** What this node believes, of itself and the gone as well, and what the application adds; perhaps later. */
    void localState(boolean join, Consumer<PushPull> then) {
        application.localState(join, 0, added -> then.accept(localState(join, added)));
    }

    /** The same as an answer, for which what the other side has sent waits. */
    void answerTo(PushPull theirs, Consumer<PushPull> then) {
        application.localState(
                theirs.join(), Application.bytesOf(theirs), added -> then.accept(localState(theirs.join(), added)));
    }

    private PushPull localState(boolean join, Bytes added) {
        List<PushPullNode> nodes = new ArrayList<>(table.size());
        VersionCheck versions = new VersionCheck(table.entries());
        for (MemberEntry entry : table.entries()) {
            if (versions.mayBeTold(entry)) {
                nodes.add(new PushPullNode(
                        entry.name, entry.address, entry.meta, entry.incarnation, entry.state(), entry.versions));
            }
        }
        return new PushPull(join, nodes, added, 0);
    }

    /**
     * Takes over what another node believes, if it speaks the same versions and, in a join, the application has nothing
     * against it.
     *
     * @param join whether the exchange is a join, as the side says that has asked
     * @param done receives null, or why nothing was taken over; perhaps later
     */
    void merge(InetSocketAddress from, PushPull theirs, boolean join, Consumer<@Nullable String> done) {
        String incompatibility = VersionCheck.incompatibility(theirs.nodes(), table.entries());
        if (incompatibility != null) {
            done.accept(incompatibility);
        } else if (join && application.filtersMerges()) {
            application.merge(theirs.nodes(), admitted -> {
                // Members may have come while the application thought about it.
                String newIncompatibility = VersionCheck.incompatibility(theirs.nodes(), table.entries());
                if (!admitted) {
                    done.accept("the merge delegate refuses");
                } else if (newIncompatibility != null) {
                    done.accept(newIncompatibility);
                } else {
                    takeOver(from, theirs, true, done);
                }
            });
        } else {
            takeOver(from, theirs, join, done);
        }
    }

    /** First the nodes, then the application's state, which may speak of them. */
    private void takeOver(InetSocketAddress from, PushPull theirs, boolean join, Consumer<@Nullable String> done) {
        membership.merge(theirs.nodes(), () -> {
            if (!theirs.userState().isEmpty()) {
                application.mergeRemoteState(from, theirs.userState(), join);
            }
            done.accept(null);
        });
    }

    /**
     * Exchanges states with the node at an address.
     *
     * @param done receives null, or what went wrong
     */
    void exchange(InetSocketAddress with, boolean join, Consumer<@Nullable String> done) {
        metrics.streamConnected();
        long startedAt = loop.nanoTime();
        long timeout = config.streams().timeout().toNanos();
        streams.exchange(with, answer -> localState(join, answer::accept), timeout, new StreamClient.Listener() {
            @Override
            public void responded(Message response) {
                if (response instanceof PushPull theirs) {
                    merge(with, theirs, join, this::ended);
                } else {
                    ended("the answer is not a push/pull");
                }
            }

            @Override
            public void failed(String why) {
                ended(why);
            }

            private void ended(@Nullable String failure) {
                metrics.pushPullEnded(loop.nanoTime() - startedAt);
                done.accept(failure);
            }
        });
    }

    private void exchangeRegularly() {
        next = loop.schedule(intervalNanos(table.size()), this::exchangeRegularly);
        exchangeWithSomebody();
    }

    @Override
    public void joined(MemberEntry entry) {
        newcomers++;
        hurryIfManyJoined();
    }

    private void hurryIfManyJoined() {
        if (started && config.gossip().eager() && early == null && newcomers * SHARE > table.memberCount()) {
            early = loop.schedule(earlyNanos / 2 + random.nextLong(earlyNanos / 2 + 1), () -> {
                early = null;
                exchangeWithSomebody();
            });
        }
    }

    private void exchangeWithSomebody() {
        int missed = newcomers;
        newcomers = 0;
        MemberEntry self = membership.self();
        for (MemberEntry peer : table.select(1, entry -> entry != self && entry.state() == NodeState.ALIVE)) {
            exchange(peer.address.socketAddress(), false, failure -> {
                if (failure == null) {
                    earlyNanos = shortestNanos();
                } else {
                    log.warn("Push/pull with '{}' at {} failed: {}", Printable.of(peer.name), peer.address, failure);
                    newcomers += missed;
                    earlyNanos = Math.min(
                            2 * earlyNanos, config.streams().pushPullInterval().toNanos());
                    hurryIfManyJoined();
                }
            });
        }
    }

    private long shortestNanos() {
        return config.streams().pushPullInterval().toNanos() / HASTE;
    }
}
