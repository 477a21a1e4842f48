package io.gossip.simulator.rumour;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.memberlist.Node;
import io.gossip.runtime.ConfigurationException;
import io.gossip.runtime.Subscription;
import io.gossip.simulator.Chance;
import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.SimulationListener;
import io.gossip.simulator.faults.Loss;
import io.gossip.simulator.scenario.Scenario;
import io.gossip.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One rumour after another in a quiet cluster: a node announces other metadata, and the others hear of it by gossip.
 *
 * @param nodes how many there are, 2 or more
 * @param loss how many packets get lost, from 0 to less than 1
 * @param count how many rumours, one or more
 * @param eager whether news leaves at once, or at the tick, as Go has it
 * @param seed what makes it repeatable
 */
public record Rumours(int nodes, double loss, int count, boolean eager, long seed) {

    /** Long enough for gossip to end; push/pulls are switched off, so that they do not hide who was missed. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * Checks the values.
     *
     * @param nodes 2 or more
     * @param loss from 0 to less than 1
     * @param count one or more
     * @param eager whether news leaves at once
     * @param seed what makes it repeatable
     * @throws ConfigurationException naming the value and what is allowed
     */
    public Rumours {
        if (nodes < 2 || nodes > Scenario.MAX_NODES) {
            throw new ConfigurationException("nodes", nodes, "2 to " + Scenario.MAX_NODES);
        }
        if (!(loss >= 0 && loss < 1)) {
            throw new ConfigurationException("loss", loss, "from 0 to less than 1");
        }
        if (count < 1) {
            throw new ConfigurationException("rumours", count, "1 or more");
        }
    }

    /**
     * Spreads them.
     *
     * @param told is run after each of them
     * @return how each of them went
     */
    public List<Spread> run(Runnable told) {
        Chance chance = new Chance(seed);
        Simulation simulation = Simulation.fast(chance, this::settings);
        List<Host> hosts = simulation.formed(nodes);
        simulation.begin(new Loss(loss));
        simulation.advance(Duration.ofSeconds(2));
        RandomGenerator random = chance.stream("rumours");
        List<Spread> spreads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Life origin = hosts.get(random.nextInt(nodes)).life().orElseThrow();
            spreads.add(spread(simulation, origin, "rumour " + i));
            told.run();
        }
        return spreads;
    }

    private MemberlistConfigBuilder settings(String name) {
        return MemberlistConfig.lan(name).eagerGossip(eager).pushPullInterval(Duration.ZERO);
    }

    private static Spread spread(Simulation simulation, Life origin, String text) {
        Bytes rumour = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
        List<Duration> heard = new ArrayList<>();
        Duration begin = simulation.elapsed();
        SimulationListener hearing = new SimulationListener() {
            @Override
            public void event(Life observer, Kind kind, Node node) {
                if (kind == Kind.UPDATED && observer != origin && node.meta().equals(rumour)) {
                    heard.add(simulation.elapsed().minus(begin));
                }
            }
        };
        long packetsBefore = simulation.network().packetsSent();
        Subscription listening = simulation.listen(hearing);
        origin.updateMeta(rumour);
        simulation.advance(LIMIT);
        listening.close();
        return new Spread(
                simulation.hosts().size() - 1, heard, simulation.network().packetsSent() - packetsBefore);
    }
}
