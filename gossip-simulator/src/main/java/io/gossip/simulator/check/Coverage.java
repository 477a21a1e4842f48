package io.gossip.simulator.check;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How often what may happen has happened: a check that never had anything to check proves nothing.
 *
 * <p>The names are {@code "fault Freeze"}, {@code "edge ALIVE SUSPECT"}, {@code "message Ping"} and so on. Not thread-safe.
 */
public final class Coverage {

    private final Map<String, Long> counts = new TreeMap<>();

    /** Nothing has happened. */
    public Coverage() {}

    /**
     * It has happened once more.
     *
     * @param what its name
     */
    public void count(String what) {
        add(what, 1);
    }

    /**
     * It has happened several times.
     *
     * @param what its name
     * @param times how often
     */
    public void add(String what, long times) {
        if (times > 0) {
            counts.merge(what, times, Long::sum);
        }
    }

    /**
     * Adds the counts of another run.
     *
     * @param other stays as it is
     */
    public void add(Coverage other) {
        other.counts.forEach(this::add);
    }

    /**
     * How often it has happened.
     *
     * @param what its name
     * @return 0 if never
     */
    public long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /**
     * What of this has never happened.
     *
     * @param wanted names
     * @return those of them that were never counted
     */
    public List<String> missing(Collection<String> wanted) {
        return wanted.stream().filter(what -> of(what) == 0).sorted().toList();
    }

    /**
     * All counts.
     *
     * @return a copy, by name
     */
    public Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> String.format(java.util.Locale.ROOT, "%12d  %s", count.getValue(), count.getKey()))
                .collect(Collectors.joining("\n"));
    }
}
