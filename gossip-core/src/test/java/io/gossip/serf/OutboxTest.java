package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.Subscription;
import io.gossip.testing.RecordedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The way out to user code. */
class OutboxTest {

    private final LifecycleRig rig = new LifecycleRig();
    private final List<String> heard = new ArrayList<>();

    static List<Throwable> whatUserCodeMayThrow() {
        return List.of(
                new IllegalStateException("thrown on purpose"),
                new IOException("thrown on purpose, undeclared"),
                new StackOverflowError("thrown on purpose"),
                new AssertionError("thrown on purpose"));
    }

    @ParameterizedTest
    @MethodSource("whatUserCodeMayThrow")
    void whateverAListenerThrowsThoseBehindItStillRun(Throwable thrown) {
        rig.outbox.onPublished(() -> OutboxTest.<RuntimeException>sneakilyThrow(thrown));
        rig.outbox.onPublished(() -> heard.add("changed"));
        rig.listeners.subscribe(event -> OutboxTest.<RuntimeException>sneakilyThrow(thrown));
        rig.listeners.subscribe(event -> heard.add("event"));
        CompletableFuture<String> future = new CompletableFuture<>();
        rig.join("n");
        rig.loop.run(() -> rig.outbox.run(() -> future.complete("done")));
        rig.settle();
        assertThat(heard).containsExactly("changed", "event");
        assertThat(future).isCompletedWithValue("done");
    }

    @Test
    void listenersThatAlwaysThrowFillNoLog() {
        rig.listeners.subscribe(event -> {
            throw new IllegalStateException("thrown on purpose");
        });
        rig.listeners.subscribe(event -> {
            throw new IllegalArgumentException("thrown on purpose");
        });
        try (RecordedLog log = new RecordedLog()) {
            for (int i = 0; i < 20; i++) {
                rig.join("n" + i);
            }
            rig.settle();
            assertThat(log.messagesOf("UserCode"))
                    .as("one line for each failure")
                    .hasSize(2);
        }
    }

    @Test
    void tellsOfChangesWithoutAnEventToo() {
        rig.join("n");
        rig.settle();
        rig.outbox.onPublished(
                () -> heard.add(rig.members.view().members().find("n").status() + " "
                        + rig.members.view().members().find("n").incarnation()));
        rig.events.clear();
        rig.leaveIntent("n", 5);
        rig.settle();
        rig.joinIntent("n", 6);
        rig.settle();
        rig.loop.run(() -> rig.lifecycle.reannounced(LifecycleRig.node("n", 1, Map.of())));
        rig.settle();
        assertThat(heard).containsExactly("LEAVING 1", "ALIVE 1", "ALIVE 1");
        assertThat(rig.events).isEmpty();
    }

    @Test
    void tellsOnceOfWhatHappensInOneStepAndBeforeItsEvents() {
        rig.outbox.onPublished(
                () -> heard.add("changed " + rig.members.view().members().all().size()));
        rig.listeners.subscribe(event -> heard.add("event"));
        rig.loop.run(() -> {
            rig.join("a");
            rig.join("b");
        });
        rig.settle();
        assertThat(heard).containsExactly("changed 3", "event", "event");
    }

    @Test
    void saysNothingWhenNothingHasChangedOrNobodyListensAnyMore() {
        Subscription subscription = rig.outbox.onPublished(() -> heard.add("changed"));
        rig.joinIntent("me", 5);
        rig.loop.run(rig.outbox::changed);
        rig.settle();
        assertThat(heard).isEmpty();
        subscription.close();
        rig.join("n");
        rig.settle();
        assertThat(heard).isEmpty();
    }

    /** As Kotlin, Lombok and reflection do it. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneakilyThrow(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
