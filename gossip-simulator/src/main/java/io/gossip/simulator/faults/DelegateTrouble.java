package io.gossip.simulator.faults;

import io.gossip.runtime.Subscription;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import io.gossip.simulator.VirtualApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The delegates of applications fail: everything that a node tells or asks its application, while the node itself is well.
 *
 * @param kind how they fail
 * @param targets whose
 * @param cost how long each call takes if they are slow, else zero
 */
public record DelegateTrouble(Kind kind, Targets targets, Duration cost) implements Fault {

    /** How delegates fail. */
    public enum Kind {
        /** Every call throws an exception or an error. */
        THROWS,
        /** No call returns. */
        BLOCKS,
        /** Every call takes a while. */
        SLOW
    }

    /**
     * Checks the values.
     *
     * @param kind how they fail
     * @param targets whose
     * @param cost how long each call takes if they are slow, else zero
     */
    public DelegateTrouble {
        Checks.notNegative(cost);
        if (kind != Kind.SLOW && !cost.isZero()) {
            throw new IllegalArgumentException("only slow delegates take a time");
        }
    }

    static DelegateTrouble read(Words words) {
        Kind kind = words.oneOf(Kind.class);
        return new DelegateTrouble(kind, words.hosts(), kind == Kind.SLOW ? words.time() : Duration.ZERO);
    }

    @Override
    public Subscription begin(Simulation simulation, RandomGenerator random) {
        List<VirtualApplication> troubled = targets.lives(simulation, random).stream()
                .map(Life::application)
                .flatMap(Optional::stream)
                .toList();
        troubled.forEach(this::begin);
        return () -> troubled.forEach(this::end);
    }

    private void begin(VirtualApplication application) {
        switch (kind) {
            case THROWS -> application.startThrowing();
            case BLOCKS -> application.dispatcher().block();
            case SLOW ->
                application
                        .dispatcher()
                        .taskCost(application.dispatcher().taskCost().plus(cost));
        }
    }

    private void end(VirtualApplication application) {
        switch (kind) {
            case THROWS -> application.stopThrowing();
            case BLOCKS -> application.dispatcher().unblock();
            case SLOW ->
                application
                        .dispatcher()
                        .taskCost(application.dispatcher().taskCost().minus(cost));
        }
    }

    @Override
    public boolean needsApplications() {
        return true;
    }

    @Override
    public List<Fault> milder() {
        List<Fault> milder = new ArrayList<>(Checks.fewer(targets, fewer -> new DelegateTrouble(kind, fewer, cost)));
        if (cost.compareTo(Duration.ofMillis(1)) > 0) {
            milder.add(new DelegateTrouble(kind, targets, cost.dividedBy(2)));
        }
        return milder;
    }

    @Override
    public String toString() {
        return "delegate " + Words.name(kind) + " " + targets
                + (kind == Kind.SLOW ? " " + Notation.duration(cost) : "");
    }
}
