package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.gossip.keyring.KeyText;
import io.gossip.keyring.KeyringFile;
import io.gossip.memberlist.JoinResult;
import io.gossip.serf.MemberStatus;
import io.gossip.testing.RecordedLog;
import io.gossip.wire.Bytes;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes with keys as a user sets them, on real sockets. */
class EncryptedNodeIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<GossipNode> open = new ArrayList<>();
    private final RecordedLog log = new RecordedLog();
    private final Bytes a = randomKey(16);
    private final Bytes b = randomKey(32);

    @TempDir
    private Path directory;

    @AfterEach
    void closeAll() {
        open.forEach(GossipNode::shutdown);
        log.close();
    }

    @Test
    void nodesWithTheSameKeyMeetAndOneWithAnotherIsKeptOutAndToldWhy() {
        GossipNode first = start(local("n1").encryptionKey(KeyText.of(a)));
        GossipNode second = start(local("n2").encryptionKey(a.toArray()).seeds(address(first)));
        await().atMost(SOON).until(() -> meet(first, second));
        assertThat(first.serf().encrypted()).isTrue();
        assertThat(log.warnings()).isEmpty();

        GossipNode stranger = start(local("n3").encryptionKey(KeyText.of(b)));
        JoinResult result = stranger.serf().join(List.of(address(first))).join();
        assertThat(result.contacted()).isZero();
        assertThat(result.failures()).singleElement().asString().contains("no key on the keyring opens it");
        stranger.serf().join(List.of(address(first))).join();
        assertThat(first.serf().members()).hasSize(2);
        assertThat(stranger.serf().members()).hasSize(1);
        assertThat(log.warnings())
                .as("one of the member that is asked, one of the stranger")
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("no key on the keyring opens it"));
    }

    @Test
    void keysOfRunningNodesAreReplacedAndKept() throws Exception {
        List<Path> files = List.of(file("n1.json", a), file("n2.json", a));
        GossipNode first = start(local("n1").keyringFile(files.get(0)));
        GossipNode second = start(local("n2").keyringFile(files.get(1)).seeds(address(first)));
        await().atMost(SOON).until(() -> meet(first, second));
        for (GossipNode node : List.of(first, second)) {
            node.keys().install(b).join();
        }
        for (GossipNode node : List.of(first, second)) {
            node.keys().use(b).join();
        }
        for (GossipNode node : List.of(first, second)) {
            node.keys().remove(a).join();
            assertThat(node.keys().list()).containsExactly(b);
        }
        assertThat(files)
                .allSatisfy(
                        file -> assertThat(new KeyringFile(file).read().keys()).containsExactly(b));
        second.close();
        GossipNode restarted = start(local("n2").keyringFile(files.get(1)).seeds(address(first)));
        await().atMost(SOON).until(() -> meet(first, restarted));
        assertThat(log.warnings()).isEmpty();
    }

    @Test
    void whoListensToTheNetworkIsWarnedOnlyWithoutAKey() {
        start(local("n1").bind("0.0.0.0", 0).advertise("127.0.0.1", 0));
        assertThat(log.warnings()).singleElement().asString().contains("without encryption", "Set an encryption key");
        start(local("n2").bind("0.0.0.0", 0).advertise("127.0.0.1", 0).encryptionKey(KeyText.of(a)));
        assertThat(log.warnings()).hasSize(1);
    }

    @Test
    void whoMovesToEncryptionIsReminded() {
        GossipNode node = start(local("n1").encryptionKey(KeyText.of(a)).verifyIncoming(false));
        assertThat(node.serf().encrypted()).isFalse();
        start(local("n2").encryptionKey(KeyText.of(a)).verifyIncoming(false).verifyOutgoing(false));
        assertThat(log.warnings())
                .satisfiesExactly(
                        line -> assertThat(line).contains("accepts what is not encrypted"),
                        line -> assertThat(line).contains("does not encrypt"));
    }

    @Test
    void labelAndCompressionAreTheUsers() {
        GossipNode first = start(local("n1").label("blue"));
        GossipNode second = start(local("n2").label("blue").compression(false).seeds(address(first)));
        await().atMost(SOON).until(() -> meet(first, second));
        GossipNode green = start(local("n3").label("green"));
        assertThat(green.serf().join(List.of(address(first))).join().contacted())
                .isZero();
        // Sends no label to its face, and accepts none: nobody takes it off between these two.
        GossipNode behind = start(local("n4").label("blue").skipInboundLabelCheck(true));
        assertThat(second.serf().join(List.of(address(behind))).join().contacted())
                .isZero();
        assertThat(first.serf().members()).hasSize(2);
    }

    @Test
    void noKeyIsEverTold() throws Exception {
        List<Object> told = new ArrayList<>();
        Path file = file("keyring.json", a);
        GossipBuilder builder = local("n1").keyringFile(file);
        GossipNode first = start(builder);
        GossipNode second = start(local("n2").encryptionKey(KeyText.of(a)).seeds(address(first)));
        await().atMost(SOON).until(() -> meet(first, second));
        first.keys().install(b).join();
        first.keys().use(b).join();
        GossipNode stranger = start(local("n3").encryptionKey(KeyText.of(b)));
        told.add(stranger.serf().join(List.of(address(second))).join());
        for (Callable<?> mistake : List.<Callable<?>>of(
                () -> first.keys().use(randomKey(16)).join(),
                () -> first.keys().remove(b).join(),
                () -> first.keys()
                        .install(Bytes.of(Arrays.copyOf(a.toArray(), 15)))
                        .join(),
                () -> local("n4").encryptionKey(KeyText.of(a) + "!").start(),
                () -> local("n4").encryptionKey(KeyText.of(a).substring(4)).start(),
                () -> local("n4").encryptionKey(KeyText.of(a)).keyringFile(file).start(),
                () -> local("n4")
                        .keyringFile(content("[" + KeyText.of(a) + "]"))
                        .start(),
                () -> local("n4").keyringFile(content("[\"" + KeyText.of(a))).start(),
                () -> local("n4")
                        .keyringFile(content("[\"x" + KeyText.of(a) + "\"]"))
                        .start(),
                () -> local("n4")
                        .encryptionKey(KeyText.of(a))
                        .label("x".repeat(300))
                        .start())) {
            Throwable thrown = catchThrowable(mistake::call);
            assertThat(thrown).isNotNull();
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            told.add(trace);
        }
        told.addAll(
                List.of(builder, first, first.keys(), first.serf(), first.keys().list(), new KeyringFile(file)));
        told.addAll(first.serf().members());
        told.addAll(log.lines());

        assertThat(log.lines()).hasSizeGreaterThan(5);
        List<String> forms = Stream.of(a, b).flatMap(EncryptedNodeIT::forms).toList();
        assertThat(told).allSatisfy(text -> assertThat(text.toString()).doesNotContain(forms.toArray(String[]::new)));
    }

    /** What a part of a key would look like in a text: eight characters of base64 or hex, four numbers, or the bytes themselves. */
    private static Stream<String> forms(Bytes key) {
        String base64 = KeyText.of(key);
        String hex = HexFormat.of().formatHex(key.toArray());
        String[] numbers =
                Arrays.toString(key.toArray()).replaceAll("[\\[\\]]", "").split(", ");
        return Stream.of(
                        windows(base64, 8),
                        windows(hex, 8),
                        Stream.of(String.join(", ", List.of(numbers).subList(0, 4))),
                        Stream.of(new String(key.toArray(), StandardCharsets.ISO_8859_1)))
                .flatMap(each -> each);
    }

    private static Stream<String> windows(String text, int length) {
        return Stream.iterate(0, i -> i + length <= text.length(), i -> i + 1).map(i -> text.substring(i, i + length));
    }

    private Path file(String name, Bytes... keys) throws Exception {
        Path file = directory.resolve(name);
        new KeyringFile(file).write(List.of(keys));
        return file;
    }

    private Path content(String content) throws Exception {
        return Files.writeString(Files.createTempFile(directory, "bad", ".json"), content);
    }

    private static boolean meet(GossipNode... nodes) {
        return Stream.of(nodes)
                .allMatch(node -> node.serf().members().stream()
                                .filter(member -> member.status() == MemberStatus.ALIVE)
                                .count()
                        == nodes.length);
    }

    private static Bytes randomKey(int length) {
        byte[] key = new byte[length];
        new SecureRandom().nextBytes(key);
        return Bytes.of(key);
    }

    private static GossipBuilder local(String name) {
        return Gossip.builder().name(name).bind("127.0.0.1", 0);
    }

    private GossipNode start(GossipBuilder builder) {
        GossipNode node = builder.start();
        open.add(node);
        return node;
    }

    private static String address(GossipNode node) {
        return node.advertisedAddress().toString();
    }
}
