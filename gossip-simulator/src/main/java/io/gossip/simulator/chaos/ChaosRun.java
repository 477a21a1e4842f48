package io.gossip.simulator.chaos;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Chance;
import io.gossip.simulator.Host;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.Trace;
import io.gossip.simulator.check.Checker;
import io.gossip.simulator.check.ViolatedError;
import io.gossip.simulator.faults.FaultScript;
import io.gossip.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One cluster that is put through a script of faults, then left in peace, under the eyes of the {@link Checker}: what must always hold is
 * checked after every event, what must come about has its time in the calm.
 *
 * @param seed what makes it repeatable
 * @param nodes how many processes run at first
 * @param script what goes wrong, from when the nodes have found each other, or from the start, as the settings say
 * @param settings how the nodes are set
 */
public record ChaosRun(long seed, int nodes, FaultScript script, ChaosSettings settings) {

    /** Plenty for a script of some ten faults. */
    private static final int SHRINKING_RUNS = 200;

    /**
     * The run that belongs to a seed.
     *
     * @param seed decides about everything
     * @param most how many nodes it has at most, 3 or more
     * @param length how long the chaos lasts
     * @return size, script and settings drawn from the seed
     */
    public static ChaosRun drawn(long seed, int most, Duration length) {
        RandomGenerator random = new Chance(seed).stream("chaos");
        // Small clusters find more in the same time, and have the more special cases.
        int nodes = 3 + (int) ((most - 2) * StrictMath.pow(random.nextDouble(), 2));
        FaultScript script = new ChaosGenerator().script(random, nodes, length);
        return new ChaosRun(seed, nodes, script, ChaosSettings.drawn(seed, script));
    }

    /**
     * Reads what {@code toString} writes.
     *
     * @param text for instance {@code seed 7, nodes 5, profile lan, packet 1400, drills crash join: loss 5%; kill 1 at 3s}
     * @return the run
     * @throws io.gossip.runtime.ConfigurationException saying what is wrong and what is allowed
     */
    public static ChaosRun parse(String text) {
        return RunText.read(text);
    }

    /**
     * Looks for a smaller run that violates the same property: with fewer drills, faults and nodes, shorter and milder.
     *
     * @param failed what became of this run, which is not good
     * @return what became of the smallest that was found
     */
    public Outcome smallest(Outcome failed) {
        String property = failed.violations().get(0).property();
        ChaosSettings fewest = settings;
        for (Drill drill : settings.drills()) {
            ChaosSettings fewer = fewest.without(drill);
            if (new ChaosRun(seed, nodes, script, fewer).violates(property)) {
                fewest = fewer;
            }
        }
        ChaosSettings same = fewest;
        Shrinker.Smallest smallest = new Shrinker(SHRINKING_RUNS)
                .shrink(nodes, script, (fewer, less) -> new ChaosRun(seed, fewer, less, same).violates(property));
        return new ChaosRun(seed, smallest.nodes(), smallest.script(), same).run();
    }

    private boolean violates(String property) {
        return run().violations().stream()
                .anyMatch(violation -> violation.property().equals(property));
    }

    /** All that {@link #parse} needs to repeat the run exactly, in one line. */
    @Override
    public String toString() {
        return RunText.write(this);
    }

    /**
     * Runs it.
     *
     * @return what became of it
     */
    public Outcome run() {
        long begin = System.nanoTime();
        Simulation simulation =
                new Simulation(new Chance(seed), settings::of, Bytes.EMPTY, settings.applications() > 0);
        Trace trace = new Trace();
        simulation.listen(trace);
        Checker checker = Checker.of(simulation);
        try {
            begin(simulation);
            Subscription trouble = script.schedule(simulation);
            simulation.advance(script.length());
            trouble.close();
            new Calm(simulation, checker, settings.of("any").build()).run(settings.drills());
        } catch (ViolatedError violated) {
            // The checker knows it.
        } catch (AssertionError thrown) {
            if (checker.violations().isEmpty()) {
                checker.thrown(stack(thrown));
            }
        }
        return new Outcome(
                this,
                checker.violations(),
                checker.coverage(),
                trace.hash(),
                checker.steps(),
                simulation.elapsed(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    private void begin(Simulation simulation) {
        if (!settings.atOnce()) {
            simulation.form(nodes);
            return;
        }
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            hosts.add(simulation.addHost());
        }
        hosts.forEach(host -> host.start(hosts.get(0), hosts.get(1)));
    }

    private static String stack(Throwable thrown) {
        StringBuilder text = new StringBuilder(thrown.toString());
        Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
        for (int i = 0; i < Math.min(8, cause.getStackTrace().length); i++) {
            text.append("\n    at ").append(cause.getStackTrace()[i]);
        }
        return text.toString();
    }
}
