package io.gossip.simulator.rumour;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one rumour went.
 *
 * @param others how many could hear it
 * @param heard when each of those who did heard it first, in that order, since it was told
 * @param packets how many packets the cluster sent meanwhile, its probes included
 */
public record Spread(int others, List<Duration> heard, long packets) {

    /**
     * Copies the list.
     *
     * @param others how many could hear it
     * @param heard when each of those who did heard it first
     * @param packets how many packets the cluster sent meanwhile
     */
    public Spread {
        heard = List.copyOf(heard);
    }

    /**
     * When a share of the others knew it.
     *
     * @param share above 0, at most 1
     * @return nothing if so many never did
     */
    public Optional<Duration> reached(double share) {
        int needed = Math.max(1, (int) Math.ceil(share * others));
        return heard.size() < needed ? Optional.empty() : Optional.of(heard.get(needed - 1));
    }

    /**
     * Whether somebody never heard it by gossip.
     *
     * @return true if so
     */
    public boolean missedSomebody() {
        return heard.size() < others;
    }
}
