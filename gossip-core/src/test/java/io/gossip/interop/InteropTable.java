package io.gossip.interop;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What worked, as the text of {@code docs/interop.md}; neither dates nor times, so that equal outcomes are equal texts. Runs may add to it at the same time. */
final class InteropTable {

    private static final String INTRODUCTION = """
            # Interoperability

            Written by `InteropMatrixIT`, which starts real nodes of both languages in every setting below and fails if it finds
            anything else than what stands here; `-Dgossip.interop.write=true` makes it write this file instead.

            A row is a setting that all nodes share, a column what one node does and the other one notices. **yes**: the Java
            node did it and the Go node noticed, and the other way round. Each row was run twice, Java joining Go and Go joining
            Java; who has joined is killed, and another one that joins then leaves. Before anything is broken on purpose, no
            node has refused any input or logged a warning.

            A TCP ping is what a node tries when the other one seems silent over UDP: in the test, all datagrams of the Java
            node get lost for a while.

            To the serf agent, meta is a tag and a user message is a user event, which the agent sends by gossip. All else that serf says
            on top of this is the subject of `GoSerfInteropIT` and `CurrentGoInteropIT`; that three nodes of each language live together
            without suspecting each other, of `MixedClusterInteropIT`.
            """;

    private final Map<GoKind, String> versions = new EnumMap<>(GoKind.class);
    private final Map<GoKind, Map<Setting, Map<Operation, Set<Language>>>> done = new EnumMap<>(GoKind.class);

    /** Keeps which release the Go node is. */
    synchronized void version(GoKind kind, String text) {
        versions.put(kind, text);
    }

    /** Keeps that a node of this language did it and the other one noticed. */
    synchronized void worked(GoKind kind, Setting setting, Operation operation, Language by) {
        done.computeIfAbsent(kind, any -> new HashMap<>())
                .computeIfAbsent(setting, any -> new EnumMap<>(Operation.class))
                .computeIfAbsent(operation, any -> EnumSet.noneOf(Language.class))
                .add(by);
    }

    /** The document. */
    synchronized String text() {
        return INTRODUCTION + Stream.of(GoKind.values()).map(this::section).collect(Collectors.joining());
    }

    private String section(GoKind kind) {
        List<String> notes = new ArrayList<>();
        StringBuilder text =
                new StringBuilder("\n## ").append(versions.get(kind)).append("\n\n");
        text.append(row("setting", Stream.of(Operation.values()).map(operation -> operation.title)));
        text.append(row("---", Stream.of(Operation.values()).map(operation -> "---")));
        for (Setting setting : Setting.ALL) {
            text.append(row(
                    setting.name() + note(notes, kind.remark(setting)),
                    Stream.of(Operation.values()).map(operation -> entry(notes, kind, setting, operation))));
        }
        for (int i = 0; i < notes.size(); i++) {
            text.append('\n').append(i + 1).append(". ").append(notes.get(i)).append(".\n");
        }
        return text.toString();
    }

    private String entry(List<String> notes, GoKind kind, Setting setting, Operation operation) {
        @Nullable String whyNot = kind.whyNot(setting);
        if (whyNot != null) {
            return "not possible" + note(notes, whyNot);
        }
        Set<Language> by = done.getOrDefault(kind, Map.of())
                .getOrDefault(setting, Map.of())
                .getOrDefault(operation, Set.of());
        String reasons = "";
        for (Language language : Language.values()) {
            @Nullable String reason = kind.whyNot(operation, language);
            if (reason == null && !by.contains(language)) {
                return "**NO**";
            }
            reasons += note(notes, reason);
        }
        return "yes" + reasons;
    }

    /** A reference to a note, which is added if it is new. */
    private static String note(List<String> notes, @Nullable String text) {
        if (text == null) {
            return "";
        }
        if (!notes.contains(text)) {
            notes.add(text);
        }
        return " (" + (notes.indexOf(text) + 1) + ")";
    }

    private static String row(String first, Stream<String> others) {
        return Stream.concat(Stream.of(first), others).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
