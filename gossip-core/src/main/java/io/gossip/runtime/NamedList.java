package io.gossip.runtime;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Things with unique names at one moment, for any thread to read: an immutable list sorted by name in which a name is found in
 * O(log n).
 *
 * @param <T> what is listed
 */
public final class NamedList<T> {

    private final List<T> all;
    private final Function<? super T, String> nameOf;

    /**
     * A list of what there is now.
     *
     * @param things in any order
     * @param nameOf the name of each; always the same for the same thing
     */
    public NamedList(Collection<? extends T> things, Function<? super T, String> nameOf) {
        List<T> sorted = new ArrayList<>(things);
        sorted.sort(Comparator.comparing(nameOf)); // takes no time if they are in order
        this.all = Collections.unmodifiableList(sorted);
        this.nameOf = nameOf;
    }

    /**
     * All of them.
     *
     * @return unmodifiable, sorted by name
     */
    public List<T> all() {
        return all;
    }

    /**
     * One of them.
     *
     * @param name its name
     * @return null if there is none of this name
     */
    public @Nullable T find(String name) {
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            T thing = all.get(middle);
            int order = nameOf.apply(thing).compareTo(name);
            if (order == 0) {
                return thing;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }
}
