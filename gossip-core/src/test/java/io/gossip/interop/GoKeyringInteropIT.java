package io.gossip.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gossip.Gossip;
import io.gossip.GossipNode;
import io.gossip.keyring.KeyText;
import io.gossip.keyring.KeyringFile;
import io.gossip.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One keyring file for a Java node and a real {@code serf} agent. */
class GoKeyringInteropIT {

    private static final Bytes OLD = key("0123456789abcdef");
    private static final Bytes NEW = key("0123456789abcdef0123456789abcdef");

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsSerf() {
        assumeTrue(Files.isExecutable(GoAgent.BINARY), "no serf binary at " + GoAgent.BINARY);
    }

    @Test
    void whatOneWritesTheOtherReads() throws Exception {
        Path path = directory.resolve("keyring.json");
        KeyringFile file = new KeyringFile(path);
        file.write(List.of(OLD));
        try (GoAgent go = GoAgent.start(directory, "go-1", "-keyring-file=" + path)) {
            assertThat(go.run("keys", "-install=" + KeyText.of(NEW))).contains("Successfully installed key");
            assertThat(go.run("keys", "-use=" + KeyText.of(NEW))).contains("Successfully changed primary key");
            byte[] writtenByGo = Files.readAllBytes(path);
            assertThat(file.read().keys()).containsExactly(NEW, OLD);
            file.write(file.read().keys());
            assertThat(Files.readAllBytes(path)).isEqualTo(writtenByGo);

            try (GossipNode java = Gossip.builder()
                    .name("java-1")
                    .bind("127.0.0.1", 0)
                    .keyringFile(path)
                    .seeds(go.address())
                    .start()) {
                await().atMost(Duration.ofSeconds(10))
                        .until(() -> go.status("java-1").equals("alive")
                                && java.serf().member("go-1").isPresent());
                java.keys().remove(OLD).join();
                assertThat(file.read().keys()).containsExactly(NEW);
                assertThat(java.serf().rejectedInputs()).isZero();
            }
            assertThat(go.complaints()).isEmpty();
        }
    }

    private static Bytes key(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.US_ASCII));
    }
}
