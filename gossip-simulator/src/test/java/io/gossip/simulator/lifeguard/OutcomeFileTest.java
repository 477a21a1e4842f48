package io.gossip.simulator.lifeguard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeFileTest {

    private static final List<Run> RUNS = Run.plan(Experiment.THRESHOLD, Configuration.parts(), Grid.WHOLE, 1, 42);

    @TempDir
    Path directory;

    @Test
    void givesBackWhatWasKept() throws IOException {
        Run run = RUNS.get(0);
        Outcome kept = new Outcome(run.cell(), 1, 2, 3, 4, new long[] {5, 6}, new long[0], 7);
        file().append(run, kept);
        file().append(RUNS.get(1), kept);
        assertThat(file().read()).containsOnlyKeys(run.key(), RUNS.get(1).key());
        assertThat(file().read().get(run.key())).usingRecursiveComparison().isEqualTo(kept);
    }

    @Test
    void isEmptyAtFirst() throws IOException {
        assertThat(file().read()).isEmpty();
    }

    @Test
    void aLineThatWasCutOffIsLeftOut() throws IOException {
        Outcome kept = new Outcome(RUNS.get(0).cell(), 1, 2, 3, 4, new long[] {5, 6}, new long[0], 7);
        file().append(RUNS.get(0), kept);
        String whole = Files.readAllLines(path()).get(1);
        Files.writeString(path(), whole.substring(0, whole.length() - 4) + "\n", StandardOpenOption.APPEND);
        assertThat(file().read()).hasSize(1);
    }

    private Path path() {
        return directory.resolve("outcomes.csv");
    }

    private OutcomeFile file() {
        return new OutcomeFile(path());
    }
}
