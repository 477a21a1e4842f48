package io.gossip.keyring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.Keyring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the protocol reference, section 12.4, at run time. */
class LocalKeysTest {

    private static final Bytes A = Bytes.of("aaaaaaaaaaaaaaaa".getBytes(US_ASCII));
    private static final Bytes B = Bytes.of("bbbbbbbbbbbbbbbb".getBytes(US_ASCII));

    @TempDir
    private Path directory;

    private final Queue<Runnable> blocking = new ArrayDeque<>();
    private final Keyring keyring = Keyring.of(List.of(A), A);

    @Test
    void aKeyIsReplacedInThreeSteps() {
        LocalKeys keys = new LocalKeys(keyring, null, blocking::add);
        assertThat(keys.install(B)).isCompleted();
        assertThat(keys.list()).containsExactly(A, B);
        assertThat(keys.use(B)).isCompleted();
        assertThat(keys.list()).containsExactly(B, A);
        assertThat(keys.remove(A)).isCompleted();
        assertThat(keys.list()).containsExactly(B);
        assertThat(blocking).isEmpty();
    }

    @Test
    void whatTheRulesForbidFailsTheFutureAndChangesNothing() {
        LocalKeys keys = new LocalKeys(keyring, null, blocking::add);
        assertRefused(keys.install(Bytes.of(new byte[15])));
        assertRefused(keys.use(B));
        assertRefused(keys.remove(A));
        assertRefused(new LocalKeys(new Keyring(), null, blocking::add).remove(A));
        assertThat(keys.list()).containsExactly(A);
    }

    @Test
    void repeatingAChangeIsHarmless() {
        LocalKeys keys = new LocalKeys(keyring, null, blocking::add);
        assertThat(keys.install(A)).isCompleted();
        assertThat(keys.use(A)).isCompleted();
        assertThat(keys.remove(B)).isCompleted();
        assertThat(keys.list()).containsExactly(A);
    }

    @Test
    void theNodeUsesAKeyBeforeTheFileHasIt() {
        KeyringFile file = file();
        LocalKeys keys = new LocalKeys(keyring, file, blocking::add);
        CompletableFuture<Void> done = keys.install(B);
        assertThat(keyring.keys()).containsExactly(A, B);
        assertThat(done).isNotDone();
        assertThat(file.path()).doesNotExist();
        blocking.remove().run();
        assertThat(done).isCompleted();
        assertThat(file.read().keys()).containsExactly(A, B);
    }

    @Test
    void theNewestKeysWinWhoeverWritesLast() {
        KeyringFile file = file();
        LocalKeys keys = new LocalKeys(keyring, file, blocking::add);
        CompletableFuture<Void> first = keys.install(B);
        CompletableFuture<Void> second = keys.use(B);
        Runnable early = blocking.remove();
        blocking.remove().run();
        early.run();
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(file.read().keys()).containsExactly(B, A);
    }

    @Test
    void aFileThatCannotBeWrittenFailsTheFutureAndCanBeTriedAgain() throws IOException {
        Path missing = directory.resolve("missing");
        KeyringFile file = new KeyringFile(missing.resolve("keyring.json"));
        LocalKeys keys = new LocalKeys(keyring, file, Runnable::run);
        assertThat(keys.install(B))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessage("The keys are changed, but not in the keyring file " + file.path());
        assertThat(keys.list()).containsExactly(A, B);
        Files.createDirectory(missing);
        assertThat(keys.install(B)).isCompleted();
        assertThat(file.read().keys()).containsExactly(A, B);
    }

    @Test
    void tellsNoKey() {
        assertThat(new LocalKeys(keyring, file(), blocking::add)).hasToString("LocalKeys[Keyring[1 key]]");
    }

    private KeyringFile file() {
        return new KeyringFile(directory.resolve("keyring.json"));
    }

    private static void assertRefused(CompletableFuture<Void> change) {
        assertThat(change)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalArgumentException.class);
    }
}
