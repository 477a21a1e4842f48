package io.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.Backlog;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Versions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemberEventSumsTest {

    private final Queue<Runnable> way = new ArrayDeque<>();
    private final List<MemberEvent> told = new ArrayList<>();
    private final Backlog<MemberEvent, MemberEvent.Type> backlog =
            new Backlog<>(() -> 0, 1, new MemberEventSums(), told::add);

    /** What has been told, what happens while the application hangs, and what it is told then. */
    @ParameterizedTest
    @CsvSource({
        "'', JOIN, JOIN",
        "'', JOIN UPDATE, JOIN",
        "'', JOIN FAILED, ''",
        "'', JOIN LEAVE, ''",
        "'', JOIN FAILED LEAVE, ''",
        "'', JOIN FAILED REAP, ''",
        "'', JOIN FAILED LEAVE REAP JOIN, JOIN",
        "'', JOIN FAILED JOIN, JOIN",
        "JOIN, UPDATE UPDATE, UPDATE",
        "JOIN, UPDATE FAILED, FAILED",
        "JOIN, UPDATE LEAVE, LEAVE",
        "JOIN, FAILED LEAVE, LEAVE",
        "JOIN, FAILED JOIN, UPDATE",
        "JOIN, LEAVE JOIN, UPDATE",
        "JOIN, FAILED LEAVE JOIN, UPDATE",
        "JOIN, FAILED JOIN LEAVE, LEAVE",
        "JOIN, FAILED REAP, FAILED",
        "JOIN, FAILED LEAVE REAP, LEAVE",
        "JOIN, FAILED REAP JOIN, UPDATE",
        "JOIN FAILED, LEAVE, LEAVE",
        "JOIN FAILED, LEAVE JOIN, JOIN",
        "JOIN FAILED, JOIN UPDATE, JOIN",
        "JOIN FAILED, JOIN FAILED, ''",
        "JOIN FAILED, JOIN LEAVE, LEAVE",
        "JOIN FAILED, JOIN FAILED REAP, REAP",
        "JOIN FAILED, LEAVE REAP, REAP",
        "JOIN LEAVE, JOIN FAILED, FAILED",
        "JOIN LEAVE, REAP JOIN, JOIN"
    })
    void whoHangsIsToldWhatHasBecomeOfIt(String before, String meanwhile, String sum) {
        for (String type : words(before)) {
            add("b", type);
            tellAll();
        }
        told.clear();
        add("c", "JOIN");
        add("b", meanwhile);
        tellAll();
        assertThat(told.stream().filter(event -> event.member().name().equals("b")))
                .extracting(event -> event.type().name())
                .isEqualTo(words(sum));
    }

    @Test
    void ofWhoCameAndFailedMeanwhileNothingIsToldLaterEither() {
        add("c", "JOIN");
        add("b", "JOIN FAILED");
        tellAll();
        add("b", "LEAVE");
        tellAll();
        add("b", "REAP");
        tellAll();
        assertThat(told).hasSize(1);
        add("b", "JOIN");
        tellAll();
        assertThat(told).hasSize(2).last().extracting(MemberEvent::type).isEqualTo(MemberEvent.Type.JOIN);
    }

    @Test
    void strangersWhoComeAndGoAndAreForgottenFillNoMemory() {
        add("c", "JOIN");
        for (int i = 0; i < 10_000; i++) {
            add("stranger" + i, "JOIN FAILED");
        }
        for (int i = 0; i < 10_000; i++) {
            add("stranger" + i, "REAP");
        }
        tellAll();
        assertThat(told).hasSize(1);
    }

    /** Whatever happens and whenever it is told: who follows the events knows in the end what is so, and hears nothing absurd. */
    @Test
    void whoFollowsWhatHeIsToldKnowsWhatIsSo() {
        Random random = new Random(1);
        Map<String, MemberEvent.Type> actual = new HashMap<>();
        Map<String, MemberEvent.Type> followed = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String name = "n" + random.nextInt(4);
            MemberEvent.Type now = actual.get(name);
            List<MemberEvent.Type> possible = now == null
                    ? List.of(MemberEvent.Type.JOIN)
                    : switch (now) {
                        case JOIN, UPDATE ->
                            List.of(MemberEvent.Type.UPDATE, MemberEvent.Type.FAILED, MemberEvent.Type.LEAVE);
                        case FAILED -> List.of(MemberEvent.Type.JOIN, MemberEvent.Type.LEAVE, MemberEvent.Type.REAP);
                        default -> List.of(MemberEvent.Type.JOIN, MemberEvent.Type.REAP);
                    };
            MemberEvent.Type next = possible.get(random.nextInt(possible.size()));
            add(name, next.name());
            if (next == MemberEvent.Type.REAP) {
                actual.remove(name);
            } else {
                actual.put(name, next);
            }
            if (random.nextInt(10) == 0) {
                tellAll();
                follow(followed);
                assertThat(present(followed)).isEqualTo(present(actual));
            }
        }
    }

    private void follow(Map<String, MemberEvent.Type> known) {
        for (MemberEvent event : told) {
            MemberEvent.Type before = known.put(event.member().name(), event.type());
            boolean there = before == MemberEvent.Type.JOIN || before == MemberEvent.Type.UPDATE;
            boolean asExpected = switch (event.type()) {
                case JOIN -> !there;
                case UPDATE -> there;
                case LEAVE -> there || before == MemberEvent.Type.FAILED;
                case FAILED -> there || before == MemberEvent.Type.LEAVE;
                case REAP -> before == MemberEvent.Type.LEAVE || before == MemberEvent.Type.FAILED;
            };
            assertThat(asExpected).as("%s after %s", event.type(), before).isTrue();
        }
        told.clear();
    }

    private static List<String> present(Map<String, MemberEvent.Type> known) {
        return known.entrySet().stream()
                .filter(entry ->
                        entry.getValue() == MemberEvent.Type.JOIN || entry.getValue() == MemberEvent.Type.UPDATE)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private void add(String name, String types) {
        long incarnation = 0;
        for (String type : words(types)) {
            incarnation++;
            backlog.add(new MemberEvent(MemberEvent.Type.valueOf(type), member(name, incarnation)), way::add);
        }
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" "));
    }

    private static Member member(String name, long incarnation) {
        Address address = Address.of(Bytes.of(new byte[] {10, 0, 0, 1}), 7946);
        Versions versions = new Versions(1, 5, 2, 2, 5, 5);
        return new Member(name, address, Map.of(), MemberStatus.ALIVE, versions, incarnation);
    }

    private void tellAll() {
        for (Runnable task = way.poll(); task != null; task = way.poll()) {
            task.run();
        }
    }
}
