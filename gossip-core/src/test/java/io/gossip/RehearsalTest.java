package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    private final List<String> begun = new ArrayList<>();

    @Test
    void eachPartHasAThreadOfItsOwn() {
        Rehearsal.begin(part -> new Thread(part) {
            @Override
            public synchronized void start() {
                part.run();
                begun.add("a part");
            }
        });
        assertThat(begun).hasSize(2);
    }

    @Test
    void threadsThatCannotBeStartedHarmNobody() {
        Rehearsal.begin(part -> new Thread(part) {
            @Override
            public synchronized void start() {
                begun.add("a part");
                throw new OutOfMemoryError("unable to create native thread, expected in this test");
            }
        });
        assertThat(begun).hasSize(2);
    }
}
