package io.gossip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.virtual.VirtualEventLoop;
import io.gossip.virtual.VirtualTime;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkResolverTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualEventLoop loop = time.eventLoop();
    private final Queue<Runnable> blocking = new ArrayDeque<>();
    private final Resolver resolver = new JdkResolver(loop, blocking::add, Duration.ofSeconds(5));
    private final List<String> answers = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "255.249.99.0, 255.249.99.0",
        "::1, 0:0:0:0:0:0:0:1",
        "fe80::1, fe80:0:0:0:0:0:0:1",
        "::ffff:10.1.2.3, 10.1.2.3"
    })
    void literalsNeedNoThread(String host, String address) {
        resolve(resolver, host);
        assertThat(answers).isEmpty();
        time.runUntilIdle();
        assertThat(blocking).isEmpty();
        assertThat(answers).containsExactly(address);
    }

    @Test
    void namesAreLookedUpOnTheExecutorAndAnsweredOnTheLoop() {
        resolve(resolver, "localhost");
        assertThat(blocking).hasSize(1);
        blocking.remove().run();
        assertThat(answers).isEmpty();
        time.runUntilIdle();
        assertThat(answers).hasSize(1).allMatch(answer -> answer.startsWith("127.") || answer.contains(":"));
        time.advance(Duration.ofSeconds(10));
        assertThat(answers).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"999.1.1.1", "1.2.3", "face", "xyz:1"})
    void whatOnlyLooksLikeALiteralDoesNotBlockTheLoop(String host) {
        resolve(resolver, host);
        assertThat(blocking).hasSize(1);
    }

    @Test
    void anEmptyNameIsNotThisHost() {
        resolve(resolver, " ");
        blocking.remove().run();
        time.runUntilIdle();
        assertThat(answers).containsExactly("failed: the host name is empty");
    }

    @Test
    void givesUpAfterTheTimeLimitAndTellsOnlyOnce() {
        resolve(resolver, "localhost");
        time.advance(Duration.ofSeconds(5));
        assertThat(answers).containsExactly("failed: no address for localhost after 5000 ms");
        blocking.remove().run();
        time.advance(Duration.ofSeconds(10));
        assertThat(answers).hasSize(1);
    }

    @Test
    void failsWhenTheExecutorIsFull() {
        Resolver full = new JdkResolver(
                loop,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                Duration.ofSeconds(5));
        resolve(full, "localhost");
        assertThat(answers).isEmpty();
        time.advance(Duration.ofSeconds(10));
        assertThat(answers).containsExactly("failed: full");
    }

    private void resolve(Resolver asked, String host) {
        loop.run(() -> asked.resolve(host, new Resolver.Callback() {
            @Override
            public void resolved(List<InetAddress> addresses) {
                assertThat(loop.inEventLoop()).isTrue();
                answers.add(addresses.get(0).getHostAddress());
            }

            @Override
            public void failed(Throwable cause) {
                assertThat(loop.inEventLoop()).isTrue();
                answers.add("failed: " + cause.getMessage());
            }
        }));
    }
}
