package io.gossip.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A Java node and a Go node in one cluster, in every setting and with either of them joining the other; then compares what
 * worked with {@code docs/interop.md}. To write that file anew: {@code -Dgossip.interop.write=true}.
 */
@Execution(ExecutionMode.CONCURRENT)
class InteropMatrixIT {

    private static final Path DOCUMENT = Path.of("..", "docs", "interop.md");
    private static final InteropTable TABLE = new InteropTable();
    private static final Map<GoKind, @Nullable String> MISSING = new EnumMap<>(GoKind.class);
    private static final AtomicInteger WORKED = new AtomicInteger();

    @TempDir
    Path directory;

    @BeforeAll
    static void look() {
        for (GoKind kind : GoKind.values()) {
            MISSING.put(kind, kind.missing());
        }
    }

    static Stream<Arguments> runs() {
        return Stream.of(GoKind.values())
                .flatMap(kind -> Setting.ALL.stream()
                        .filter(setting -> kind.whyNot(setting) == null)
                        .flatMap(setting ->
                                Stream.of(Language.values()).map(joining -> Arguments.of(kind, setting, joining))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2} joins")
    @MethodSource("runs")
    void eachNoticesWhatTheOtherDoes(GoKind kind, Setting setting, Language joining) {
        assumeTrue(MISSING.get(kind) == null, () -> String.valueOf(MISSING.get(kind)));
        try (Encounter encounter = new Encounter(kind, setting, joining, directory, TABLE)) {
            encounter.join();
            encounter.updateMeta();
            encounter.sendMessages();
            encounter.ping();
            encounter.assertContent();
            encounter.pingOverTcp();
            encounter.kill();
            encounter.leave();
        }
        WORKED.incrementAndGet();
    }

    /** Only if everything was tried, and everything worked: otherwise there is a test that says so. */
    @AfterAll
    static void theTableInTheDocumentationIsWhatWasMeasured() throws IOException {
        if (WORKED.get() < runs().count()) {
            return;
        }
        if (Boolean.getBoolean("gossip.interop.write")) {
            Files.writeString(DOCUMENT, TABLE.text());
        }
        assertThat(DOCUMENT)
                .as("to write it anew: -Dgossip.interop.write=true")
                .content()
                .isEqualTo(TABLE.text());
    }
}
