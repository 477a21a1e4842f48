package io.gossip.simulator.chaos;

import io.gossip.simulator.faults.Fault;
import io.gossip.simulator.faults.FaultScript;
import io.gossip.simulator.faults.TimedFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a failing run as small as it can: takes faults away (delta debugging, Zeller and Hildebrandt), then nodes, then makes what is
 * left shorter and milder, and begins again until nothing helps. That works because each fault draws from its own stream: what is
 * taken away does not change what the others do. The same input gives the same result.
 */
public final class Shrinker {

    private static final int FEWEST_NODES = 3;
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final int maxRuns;

    /**
     * A shrinker.
     *
     * @param maxRuns how many runs it may take, zero or more; 200 is plenty for a script of the {@link ChaosGenerator}
     */
    public Shrinker(int maxRuns) {
        this.maxRuns = maxRuns;
    }

    /** Tells whether a run still fails in the way that is looked for. */
    @FunctionalInterface
    public interface Failure {

        /**
         * Runs it.
         *
         * @param nodes how many processes run at first
         * @param script what goes wrong
         * @return true if it fails; must be the same each time
         */
        boolean fails(int nodes, FaultScript script);
    }

    /**
     * What is left.
     *
     * @param nodes how many processes are enough
     * @param script what must go wrong
     * @param runs how many runs that took
     */
    public record Smallest(int nodes, FaultScript script, int runs) {}

    /**
     * Makes a run that fails smaller.
     *
     * @param nodes how many processes run at first
     * @param script what goes wrong; with it the run fails, which is not tried again
     * @param failure tells of smaller ones
     * @return one that fails too; if the runs were enough, nothing can be left out of it by itself
     */
    public Smallest shrink(int nodes, FaultScript script, Failure failure) {
        Search search = new Search(nodes, script.faults(), failure);
        boolean better = true;
        while (better) {
            better = search.removeFaults();
            better |= search.removeNodes();
            // What is milder now may have made another one needless.
            better |= search.weakenFaults();
        }
        return new Smallest(search.nodes, new FaultScript(search.faults), search.runs);
    }

    private record Candidate(int nodes, List<TimedFault> faults) {}

    private final class Search {
        private final Failure failure;
        private final Set<Candidate> harmless = new HashSet<>();
        private int nodes;
        private List<TimedFault> faults;
        private int runs;

        Search(int nodes, List<TimedFault> faults, Failure failure) {
            this.nodes = nodes;
            this.faults = faults;
            this.failure = failure;
        }

        /** Chunks of half, a quarter and so on, down to each fault by itself. */
        boolean removeFaults() {
            boolean better = false;
            for (int chunk = faults.size(); chunk > 0; chunk /= 2) {
                for (int from = 0; from < faults.size(); ) {
                    List<TimedFault> rest = new ArrayList<>(faults.subList(0, from));
                    rest.addAll(faults.subList(Math.min(from + chunk, faults.size()), faults.size()));
                    if (take(nodes, rest)) {
                        better = true;
                    } else {
                        from += chunk;
                    }
                }
            }
            return better;
        }

        boolean removeNodes() {
            boolean better = false;
            for (int less = nodes - FEWEST_NODES; less > 0; less /= 2) {
                while (nodes - less >= FEWEST_NODES && take(nodes - less, faults)) {
                    better = true;
                }
            }
            return better;
        }

        boolean weakenFaults() {
            boolean better = false;
            for (int i = 0; i < faults.size(); i++) {
                while (weaken(i)) {
                    better = true;
                }
            }
            return better;
        }

        private boolean weaken(int index) {
            TimedFault timed = faults.get(index);
            for (TimedFault milder : milder(timed)) {
                List<TimedFault> changed = new ArrayList<>(faults);
                changed.set(index, milder);
                if (take(nodes, changed)) {
                    return true;
                }
            }
            return false;
        }

        private boolean take(int fewerNodes, List<TimedFault> fewerFaults) {
            Candidate candidate = new Candidate(fewerNodes, List.copyOf(fewerFaults));
            if (runs >= maxRuns || harmless.contains(candidate)) {
                return false;
            }
            runs++;
            if (!failure.fails(candidate.nodes, new FaultScript(candidate.faults))) {
                harmless.add(candidate);
                return false;
            }
            nodes = candidate.nodes;
            faults = candidate.faults;
            return true;
        }
    }

    private static List<TimedFault> milder(TimedFault timed) {
        List<TimedFault> milder = new ArrayList<>();
        for (int divisor = 8; divisor > 1 && !timed.isForever(); divisor /= 2) {
            Duration shorter = Duration.ofMillis(timed.lasts().toMillis() / divisor);
            if (shorter.compareTo(SHORTEST) >= 0) {
                milder.add(new TimedFault(timed.at(), shorter, timed.fault()));
            }
        }
        for (Fault fault : timed.fault().milder()) {
            milder.add(new TimedFault(timed.at(), timed.lasts(), fault));
        }
        return milder;
    }
}
