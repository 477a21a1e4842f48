package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.wire.Bytes;
import io.gossip.wire.Message.PushPullNode;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VersionCheckTest {

    private static final Versions USUAL = Say.VERSIONS;

    private final List<PushPullNode> remote = new ArrayList<>();
    private final List<MemberEntry> local = new ArrayList<>();

    @Test
    void nodesThatUnderstandEachOtherMayMerge() {
        local("a", USUAL, NodeState.ALIVE);
        remote("b", new Versions(2, 4, 3, 0, 0, 0), NodeState.ALIVE);
        assertThat(check()).isNull();
    }

    @Test
    void nobodyIsCompatibleWithNobody() {
        assertThat(check()).isNull();
    }

    @ParameterizedTest(name = "speaking {0} where 2 to 4 is understood: compatible {1}")
    @CsvSource({"1, false", "2, true", "4, true", "5, false"})
    void whatARemoteNodeSpeaksMustBeUnderstoodHere(int speaks, boolean compatible) {
        local("a", new Versions(2, 4, 3, 0, 0, 0), NodeState.ALIVE);
        remote("b", new Versions(1, 5, speaks, 0, 0, 0), NodeState.ALIVE);
        assertThat(check() == null).isEqualTo(compatible);
    }

    @ParameterizedTest(name = "speaking {0} where 2 to 4 is understood: compatible {1}")
    @CsvSource({"1, false", "2, true", "4, true", "5, false"})
    void whatALocalNodeSpeaksMustBeUnderstoodThere(int speaks, boolean compatible) {
        local("a", new Versions(1, 5, speaks, 0, 0, 0), NodeState.ALIVE);
        remote("b", new Versions(2, 4, 3, 0, 0, 0), NodeState.ALIVE);
        assertThat(check() == null).isEqualTo(compatible);
    }

    @ParameterizedTest(name = "speaking {0} where 2 to 4 is understood: compatible {1}")
    @CsvSource({"1, false", "2, true", "4, true", "5, false"})
    void theApplicationProtocolMustBeUnderstoodToo(int speaks, boolean compatible) {
        local("a", new Versions(1, 5, 2, 2, 4, 3), NodeState.ALIVE);
        remote("b", new Versions(1, 5, 2, 1, 5, speaks), NodeState.ALIVE);
        assertThat(check() == null).isEqualTo(compatible);
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeState.class,
            names = {"SUSPECT", "DEAD", "LEFT"})
    void onlyWhoIsAliveNarrowsTheBounds(NodeState state) {
        local("a", USUAL, NodeState.ALIVE);
        local("b", new Versions(1, 2, 2, 0, 0, 0), state);
        remote("c", new Versions(1, 2, 2, 0, 0, 0), state);
        remote("d", new Versions(1, 5, 5, 0, 0, 0), NodeState.ALIVE);
        assertThat(check()).isNull();
    }

    @ParameterizedTest
    @EnumSource(
            value = NodeState.class,
            names = {"ALIVE", "SUSPECT", "DEAD"})
    void everybodyIsCheckedButWhoHasLeft(NodeState state) {
        local("a", new Versions(2, 5, 2, 0, 0, 0), NodeState.ALIVE);
        remote("b", new Versions(1, 5, 1, 0, 0, 0), state);
        assertThat(check()).contains("'b'");
        remote.clear();
        local("c", new Versions(1, 5, 1, 0, 0, 0), state);
        assertThat(check()).contains("'c'");
    }

    /** It is remembered for longer than Go remembers it, and must not keep the others from merging for so long. */
    @Test
    void whoHasLeftNeedNotBeUnderstood() {
        local("a", new Versions(2, 5, 2, 0, 0, 0), NodeState.ALIVE);
        remote("b", new Versions(1, 5, 1, 0, 0, 0), NodeState.LEFT);
        local("c", new Versions(1, 5, 1, 0, 0, 0), NodeState.LEFT);
        assertThat(check()).isNull();
    }

    @Test
    void namesTheNodeAndWhatIsUnderstood() {
        local("a", new Versions(2, 4, 3, 3, 5, 4), NodeState.ALIVE);
        remote("b", new Versions(1, 5, 5, 1, 9, 4), NodeState.ALIVE);
        assertThat(check())
                .isEqualTo("node 'b' speaks protocol 5 and delegate protocol 4, but all alive nodes together understand"
                        + " 2 to 4 and 3 to 5");
    }

    private @Nullable String check() {
        return VersionCheck.incompatibility(remote, local);
    }

    private void remote(String name, Versions versions, NodeState state) {
        remote.add(Say.known(name, 1, state, versions));
    }

    private void local(String name, Versions versions, NodeState state) {
        MemberEntry entry = new MemberEntry(name, Say.addressOf(name), Bytes.EMPTY, versions, 0);
        entry.state(state, 0);
        local.add(entry);
    }
}
