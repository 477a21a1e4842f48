package io.gossip.simulator.faults;

import io.gossip.simulator.faults.Targets.Count;
import io.gossip.simulator.faults.Targets.Named;
import io.gossip.simulator.faults.Targets.Share;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of a fault's text, taken one after another. What is wrong with one is said in an {@link IllegalArgumentException}. */
final class Words {

    private static final String NAME = "[A-Za-z][A-Za-z0-9_.-]*";

    private final List<String> words;
    private int next;

    Words(String text) {
        this.words = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    /** The next word without taking it. */
    @Nullable
    String peek() {
        return next < words.size() ? words.get(next) : null;
    }

    String take(String what) {
        String word = peek();
        if (word == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        next++;
        return word;
    }

    boolean takeIf(String word) {
        if (!word.equals(peek())) {
            return false;
        }
        next++;
        return true;
    }

    double share() {
        return Notation.percent(take("a share such as 5%"));
    }

    Duration time() {
        return Notation.duration(take("a time such as 30s"));
    }

    int number(String unit) {
        String word = take("a number such as 3" + unit);
        if (!word.matches("[+-]?\\d{1,9}" + unit)) {
            throw new IllegalArgumentException("'" + word + "' is no number such as 3" + unit);
        }
        return Integer.parseInt(word.substring(0, word.length() - unit.length()));
    }

    double decimal() {
        String word = take("a number such as 1.5");
        if (!word.matches("\\d{1,9}(\\.\\d{1,20})?")) {
            throw new IllegalArgumentException("'" + word + "' is no number such as 1.5");
        }
        return Double.parseDouble(word);
    }

    Targets hosts() {
        String word = take("whom it hits");
        if (word.endsWith("%")) {
            return new Share(Notation.percent(word));
        }
        if (word.matches("\\d{1,9}")) {
            return new Count(Integer.parseInt(word));
        }
        if (!word.matches(NAME + "(," + NAME + ")*")) {
            throw new IllegalArgumentException("'" + word + "' says no hosts as 50%, 3 or n1,n7 do");
        }
        return new Named(Set.of(word.split(",")));
    }

    Links links() {
        Targets from = takeIf("from") ? hosts() : null;
        Targets to = takeIf("to") ? hosts() : null;
        return new Links(from, to);
    }

    /** One of a closed family of words, by its name in lower case. */
    <E extends Enum<E>> E oneOf(Class<E> family) {
        String word = take("one of " + names(family));
        for (E value : family.getEnumConstants()) {
            if (name(value).equals(word)) {
                return value;
            }
        }
        throw new IllegalArgumentException("'" + word + "' is none of " + names(family));
    }

    /** The same if the next word is one of them, or else what is meant if nothing is said. */
    <E extends Enum<E>> E oneOf(Class<E> family, E otherwise) {
        String word = peek();
        for (E value : family.getEnumConstants()) {
            if (name(value).equals(word)) {
                next++;
                return value;
            }
        }
        return otherwise;
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** The whole text. */
    @Override
    public String toString() {
        return String.join(" ", words);
    }

    private static <E extends Enum<E>> String names(Class<E> family) {
        return String.join(
                ", ",
                List.of(family.getEnumConstants()).stream().map(Words::name).toList());
    }
}
