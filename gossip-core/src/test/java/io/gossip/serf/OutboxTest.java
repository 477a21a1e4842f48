package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.Outbox;
import io.gossip.runtime.Subscription;
import io.gossip.testing.RecordedLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
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

    /** However often the state changes meanwhile, who watches it is told once. */
    @Test
    void whoHangsIsToldOfAllChangesAtOnce() {
        List<Runnable> waiting = new ArrayList<>();
        Outbox outbox = new Outbox(rig.loop, waiting::add, () -> true);
        outbox.onPublished(() -> heard.add("changed"));
        for (int i = 0; i < 100; i++) {
            rig.loop.run(outbox::changed);
            rig.settle();
        }
        assertThat(waiting).hasSize(1);
        waiting.get(0).run();
        assertThat(heard).hasSize(1);
        rig.loop.run(outbox::changed);
        rig.settle();
        assertThat(waiting).hasSize(2);
    }

    @Test
    void aListenerThatHangsIsToldOnceOfEachMemberWhatHasBecomeOfIt() {
        List<Runnable> waiting = new ArrayList<>();
        int[] looks = new int[1];
        Outbox hanging = new Outbox(rig.loop, waiting::add, () -> looks[0]++ < 0);
        int[] folded = new int[1];
        Listeners listeners =
                new Listeners(rig.loop, hanging, 2, () -> folded[0]++, List.of(event -> heard.add(event.toString())));
        rig.join("n");
        rig.settle();
        Member member = rig.members.view().members().find("n");
        listeners.emit(new MemberEvent(MemberEvent.Type.JOIN, member));
        rig.settle();
        for (int i = 0; i < 19; i++) {
            listeners.emit(new MemberEvent(MemberEvent.Type.UPDATE, member));
            rig.settle();
        }
        listeners.emit(new MemberEvent(MemberEvent.Type.FAILED, member));
        rig.settle();
        waiting.forEach(Runnable::run);
        assertThat(heard).hasSize(3);
        assertThat(heard.get(2)).contains("FAILED");
        assertThat(folded[0]).isEqualTo(18);
        assertThat(looks[0]).as("readers see each change").isEqualTo(21);
    }

    /** The application gets to the sums while the loop is within a step. */
    @Test
    void whatIsToldAsOneIsToldOnlyWhenReadersSeeIt() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        Members members = rig.members;
        Outbox slow = new Outbox(rig.loop, waiting::add, members::publish);
        Listeners listeners = new Listeners(rig.loop, slow, 1, () -> {}, List.of(event -> {
            Member member = ((MemberEvent) event).member();
            heard.add(
                    member.name() + " " + member.equals(members.view().members().find(member.name())));
        }));
        rig.loop.run(() -> {
            come("a", listeners);
            come("b", listeners);
        });
        rig.settle();
        rig.loop.run(() -> {
            come("c", listeners);
            waiting.forEach(Runnable::run);
            waiting.clear();
        });
        assertThat(heard).containsExactly("a true", "b true");
        rig.settle();
        waiting.forEach(Runnable::run);
        assertThat(heard).containsExactly("a true", "b true", "c true");
    }

    @Test
    void whoWatchesIsToldBeforeTheEventsOfTheSameChangeAlsoIfTheyAreToldAsOne() {
        Queue<Runnable> waiting = new ArrayDeque<>();
        Outbox slow = new Outbox(rig.loop, waiting::add, rig.members::publish);
        Listeners listeners = new Listeners(rig.loop, slow, 1, () -> {}, List.of(event -> heard.add("event")));
        slow.onPublished(() -> heard.add("changed"));
        rig.loop.run(() -> {
            come("a", listeners);
            come("b", listeners);
        });
        rig.settle();
        waiting.remove().run();
        assertThat(heard).containsExactly("changed");
        rig.loop.run(() -> come("c", listeners));
        rig.settle();
        assertThat(waiting).hasSize(2);
        waiting.forEach(Runnable::run);
        assertThat(heard).containsExactly("changed", "changed", "event", "event", "event");
    }

    private void come(String name, Listeners listeners) {
        MemberRow row = new MemberRow(LifecycleRig.node(name, 1, Map.of()), Map.of());
        rig.members.add(row);
        listeners.emit(new MemberEvent(MemberEvent.Type.JOIN, row.snapshot()));
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
