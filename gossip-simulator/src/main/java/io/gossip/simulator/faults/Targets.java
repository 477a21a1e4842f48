package io.gossip.simulator.faults;

import io.gossip.simulator.Host;
import io.gossip.simulator.Life;
import io.gossip.simulator.Simulation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Whom a fault hits: a share or a number of the hosts on which a process runs, drawn at random, or certain ones. */
public sealed interface Targets {

    /**
     * Draws.
     *
     * @param simulation where
     * @param random what decides
     * @return different hosts on which a process runs, in the order of the hosts
     */
    List<Host> pick(Simulation simulation, RandomGenerator random);

    /**
     * Draws the processes rather than the hosts.
     *
     * @param simulation where
     * @param random what decides
     * @return different processes, in the order of the hosts
     */
    default List<Life> lives(Simulation simulation, RandomGenerator random) {
        return pick(simulation, random).stream()
                .map(Host::life)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Fewer of them.
     *
     * @return half of them, one, or nothing if there are no fewer
     */
    default Optional<Targets> fewer() {
        return Optional.empty();
    }

    /**
     * A share of the hosts, rounded down, but one at least.
     *
     * @param fraction above 0, at most 1
     */
    record Share(double fraction) implements Targets {

        /**
         * Checks the value.
         *
         * @param fraction above 0, at most 1
         */
        public Share {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException("a share of " + fraction + ", which must be above 0 and at most 1");
            }
        }

        @Override
        public List<Host> pick(Simulation simulation, RandomGenerator random) {
            List<Host> running = running(simulation);
            return draw(running, Math.max(1, (int) (fraction * running.size())), random);
        }

        @Override
        public Optional<Targets> fewer() {
            return Optional.of(fraction > 0.1 ? new Share(Math.ceil(fraction * 50) / 100) : new Count(1));
        }

        @Override
        public String toString() {
            return Notation.percent(fraction);
        }
    }

    /**
     * So many hosts, or all if there are no more.
     *
     * @param count one or more
     */
    record Count(int count) implements Targets {

        /**
         * Checks the value.
         *
         * @param count one or more
         */
        public Count {
            if (count < 1) {
                throw new IllegalArgumentException(count + " hosts, where one is the least");
            }
        }

        @Override
        public List<Host> pick(Simulation simulation, RandomGenerator random) {
            return draw(running(simulation), count, random);
        }

        @Override
        public Optional<Targets> fewer() {
            return count > 1 ? Optional.of(new Count(count / 2)) : Optional.empty();
        }

        @Override
        public String toString() {
            return Integer.toString(count);
        }
    }

    /**
     * These hosts.
     *
     * @param names their names; who does not run is left out
     */
    record Named(Set<String> names) implements Targets {

        /**
         * Copies the names.
         *
         * @param names names of hosts
         */
        public Named {
            if (names.isEmpty()) {
                throw new IllegalArgumentException("no names, where one is the least");
            }
            names = Set.copyOf(names);
        }

        @Override
        public List<Host> pick(Simulation simulation, RandomGenerator random) {
            return running(simulation).stream()
                    .filter(host -> names.contains(host.name()))
                    .toList();
        }

        @Override
        public Optional<Targets> fewer() {
            return names.size() == 1
                    ? Optional.empty()
                    : Optional.of(new Named(Set.copyOf(
                            names.stream().sorted().limit(names.size() / 2).toList())));
        }

        @Override
        public String toString() {
            return String.join(",", names.stream().sorted().toList());
        }
    }

    private static List<Host> running(Simulation simulation) {
        return simulation.hosts().stream()
                .filter(host -> host.life().isPresent())
                .toList();
    }

    /** The first steps of a Fisher-Yates shuffle, put into the order of the hosts again. */
    private static List<Host> draw(List<Host> from, int count, RandomGenerator random) {
        List<Host> pool = new ArrayList<>(from);
        int drawn = Math.min(count, pool.size());
        for (int i = 0; i < drawn; i++) {
            Collections.swap(pool, i, i + random.nextInt(pool.size() - i));
        }
        return pool.subList(0, drawn).stream()
                .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                .toList();
    }
}
