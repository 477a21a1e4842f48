package io.gossip.keyring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gossip.runtime.ConfigurationException;
import io.gossip.wire.Bytes;
import io.gossip.wire.Keyring;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The file of the serf protocol reference, section 15.2. */
class KeyringFileTest {

    private static final String KEY_A = "MDEyMzQ1Njc4OWFiY2RlZg==";
    private static final String KEY_B = "YWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWE=";
    private static final Bytes A = KeyText.parse(KEY_A);
    private static final Bytes B = KeyText.parse(KEY_B);

    @TempDir
    private Path directory;

    private Path path;
    private KeyringFile file;
    private final Logger logger = (Logger) LoggerFactory.getLogger(KeyringFile.class);
    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @BeforeEach
    void listen() {
        path = directory.resolve("keyring.json");
        file = new KeyringFile(path);
        warnings.start();
        logger.addAppender(warnings);
        logger.setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(warnings);
        logger.setAdditive(true);
    }

    @Test
    void readsTheKeysThePrimaryFirst() throws IOException {
        content("[\n  \"" + KEY_B + "\",\n  \"" + KEY_A + "\"\n]");
        Keyring keyring = file.read();
        assertThat(keyring.keys()).containsExactly(B, A);
        assertThat(keyring.primary()).isEqualTo(B);
        content("[\"" + KEY_A + "\" , \"" + KEY_A + "\"]\n");
        assertThat(file.read().keys()).containsExactly(A);
    }

    @Test
    void writesByteForByteWhatGoWrites() throws IOException {
        file.write(List.of(A));
        assertThat(path).hasContent("[\n  \"MDEyMzQ1Njc4OWFiY2RlZg==\"\n]");
        assertThat(Files.size(path)).isEqualTo(32);
        file.write(List.of(B, A));
        assertThat(Files.readString(path)).isEqualTo("[\n  \"" + KEY_B + "\",\n  \"" + KEY_A + "\"\n]");
        assertThat(file.read().keys()).containsExactly(B, A);
    }

    @Test
    void givesTheFileToItsOwnerAlone() throws IOException {
        content("[\"" + KEY_A + "\"]");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
        file.write(List.of(B));
        assertThat(Files.getPosixFilePermissions(path)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void replacesTheFileAndLeavesNothingElseBehind() throws IOException {
        content("[\"" + KEY_A + "\"]");
        Path sameFile = directory.resolve("link");
        Files.createLink(sameFile, path);
        file.write(List.of(B));
        assertThat(Files.readString(sameFile)).as("not written in place").contains(KEY_A);
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactlyInAnyOrder(path, sameFile);
        }
    }

    @Test
    void followsALink() throws IOException {
        Path link = directory.resolve("link");
        content("[\"" + KEY_A + "\"]");
        Files.createSymbolicLink(link, path);
        new KeyringFile(link).write(List.of(B));
        assertThat(link).isSymbolicLink();
        assertThat(file.read().keys()).containsExactly(B);
    }

    @Test
    void aFileThatCannotBeReplacedStaysAsItIs() throws IOException {
        content("[\"" + KEY_A + "\"]");
        Path below = path.resolve("impossible");
        assertThatThrownBy(() -> new KeyringFile(below).write(List.of(B))).isInstanceOf(IOException.class);
        assertThat(file.read().keys()).containsExactly(A);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                            | has no keys in it",
                "''                            | is not a JSON array",
                "MDEyMzQ1Njc4OWFiY2RlZg==      | is not JSON (line 1)",
                "[ MDEyMzQ1Njc4OWFiY2RlZg== ]  | is not JSON (line 1)",
                "[\"MDEyMzQ1Njc4OWFiY2RlZg==\" | is not JSON (line 1)",
                "[\"MDEyMzQ1Njc4OWFiY2RlZg==   | is not JSON (line 1)",
                "\"MDEyMzQ1Njc4OWFiY2RlZg==\"  | is not a JSON array",
                "{\"keys\": []}                | is not a JSON array",
                "[[\"MDEyMzQ1Njc4OWFiY2RlZg==\"]] | holds something else than strings",
                "[1]                           | holds something else than strings",
                "[null]                        | holds something else than strings",
                "[\"MDEyMzQ1Njc4OWFiY2RlZg==\"] [] | goes on behind the array",
                "[\"MDEyMzQ1Njc4OWFiY2RlZg==\", \"c2VjcmV0\"] | has a key that is base64 of 6 bytes (number 2)",
                "[\"secret!\"]                 | has a key that is not base64 (number 1)",
                "[\"\"]                        | has a key that is empty (number 1)"
            })
    void saysWhatIsWrongWithTheContentAndNeverAKey(String content, String why) throws IOException {
        content(content);
        assertRefused(why);
    }

    @Test
    void saysThatThereIsNoFile() {
        assertRefused("does not exist");
    }

    @Test
    void saysThatItIsADirectory() throws IOException {
        Files.createDirectory(path);
        assertRefused("cannot be read (Is a directory)");
    }

    @Test
    void saysThatItMayNotBeReadUnlessItMay() throws IOException {
        content("[\"" + KEY_A + "\"]");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        if (Files.isReadable(path)) { // root may read everything
            assertThat(new KeyringFile(path).read().keys()).hasSize(1);
        } else {
            assertRefused("may not be read by this process");
        }
    }

    @Test
    void readsNoFileThatIsFarTooLong() throws IOException {
        content(" ".repeat(1 << 16) + "[]");
        assertRefused("has more than 65536 bytes");
    }

    @Test
    void saysWhichLibraryIsMissing() throws Exception {
        content("[\"" + KEY_A + "\"]");
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("jackson"))
                .map(entry -> Path.of(entry).toUri())
                .map(KeyringFileTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader withoutJackson = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = withoutJackson.loadClass(KeyringFile.class.getName());
            Object there = type.getConstructor(Path.class).newInstance(path);
            assertThatThrownBy(() -> type.getMethod("read").invoke(there))
                    .cause()
                    .hasMessage("keyringFile is '" + path + "', but must be used with"
                            + " tools.jackson.core:jackson-core on the class path");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw----", "rw-----w-"})
    void warnsIfOthersMayReadOrWriteIt(String permissions) throws IOException {
        content("[\"" + KEY_A + "\"]");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        file.read();
        assertThat(warnings.list)
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .asString()
                .contains(path.toString(), permissions, "chmod 600");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void isContentWithAFileOfItsOwnerAlone(String permissions) throws IOException {
        content("[\"" + KEY_A + "\"]");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        file.read();
        assertThat(warnings.list).isEmpty();
    }

    private void assertRefused(String why) {
        assertThatThrownBy(file::read).isInstanceOfSatisfying(ConfigurationException.class, refusal -> {
            assertThat(refusal.property()).isEqualTo("keyringFile");
            assertThat(refusal.value()).isEqualTo("'" + path + "', which " + why);
            assertThat(refusal.allowed()).startsWith("a JSON array of keys, the primary first");
            assertThat(refusal).hasNoCause();
            assertThat(refusal.getMessage()).doesNotContain("MDEy", "c2VjcmV0", "secret");
        });
    }

    private void content(String json) throws IOException {
        Files.writeString(path, json, UTF_8);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }

    private static URL url(URI uri) {
        try {
            return uri.toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }
}
