package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.Environment;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.gossip.virtual.VirtualTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** Serf nodes in virtual time: node {@code n} has the address {@code 10.0.0.n:7946}. */
final class VirtualCluster {

    final VirtualTime time = new VirtualTime();
    final VirtualNetwork net;
    private final long seed;
    private final Map<String, VirtualTransport> transports = new LinkedHashMap<>();
    private final Map<String, List<SerfEvent>> events = new LinkedHashMap<>();

    VirtualCluster(long seed) {
        this.seed = seed;
        this.net = new VirtualNetwork(time, new SplittableRandom(seed));
    }

    Serf start(String name, int number, UnaryOperator<SerfConfig.Builder> settings) {
        return start(name, "10.0.0." + number, List.of(), settings);
    }

    Serf start(String name, String host, List<String> seeds, UnaryOperator<SerfConfig.Builder> settings) {
        VirtualTransport transport = net.bind(host, 7946);
        transports.put(name, transport);
        List<SerfEvent> heard = new ArrayList<>();
        events.put(name, heard);
        SerfConfig config = settings.apply(SerfConfig.builder(
                        MemberlistConfig.lan(name).seeds(seeds).build()))
                .build();
        Environment environment = new Environment(
                transport.eventLoop(),
                transport,
                net.resolver(),
                new SplittableRandom(seed * 1000 + transports.size()),
                new SplittableRandom(-(seed * 1000 + transports.size())),
                time.dispatcher());
        CompletableFuture<Serf> started = Serf.start(config, environment, MemberlistMetrics.NONE, List.of(heard::add));
        time.runUntilIdle();
        return started.join();
    }

    Serf start(String name, int number) {
        return start(name, number, settings -> settings);
    }

    /** A node whose seed is the node of that number. */
    Serf startWithSeed(String name, int number, int seedNumber) {
        return startWithSeeds(name, number, List.of("10.0.0." + seedNumber));
    }

    Serf startWithSeeds(String name, int number, List<String> seeds) {
        return start(name, "10.0.0." + number, seeds, settings -> settings);
    }

    VirtualTransport transport(String name) {
        return transports.get(name);
    }

    /** Kills a node as kill -9 does. */
    void kill(String name) {
        net.kill(transports.get(name).localAddress());
    }

    /** What the node told its listener about members, as {@code JOIN b}. */
    List<String> events(String name) {
        return events.get(name).stream()
                .map(MemberEvent.class::cast)
                .map(event -> event.type() + " " + event.member().name())
                .toList();
    }

    /** Waits until something is so, and fails if it does not become so in time. */
    void await(Duration limit, BooleanSupplier condition) {
        assertThat(time.advanceUntil(condition, limit))
                .as("in " + limit + ": events " + events)
                .isTrue();
    }

    static MemberStatus status(Serf serf, String name) {
        return serf.member(name).map(Member::status).orElse(null);
    }
}
