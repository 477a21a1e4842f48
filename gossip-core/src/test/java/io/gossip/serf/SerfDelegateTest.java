package io.gossip.serf;

import static io.gossip.serf.Vectors.ascii;
import static io.gossip.serf.Vectors.hex;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.memberlist.CompositeDelegate;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.memberlist.MemberlistNode;
import io.gossip.runtime.LogLimiter;
import io.gossip.serf.SerfMessage.JoinIntent;
import io.gossip.serf.SerfMessage.LeaveIntent;
import io.gossip.serf.SerfMessage.Query;
import io.gossip.serf.SerfMessage.UserEvent;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTransport;
import io.gossip.wire.Bytes;
import io.gossip.wire.WireException;
import io.gossip.wire.WireException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Riding on memberlist: protocol reference, section 4. */
class SerfDelegateTest {

    private final LifecycleRig rig = new LifecycleRig();
    private final LogLimiter limiter = new LogLimiter(rig.loop);
    private final List<String> sent = new ArrayList<>();
    private final List<Reason> rejected = new ArrayList<>();
    private final UserEvents userEvents = new UserEvents(8, limiter);
    private final Queries queries = new Queries("me", 8, limiter, (to, message) -> {});
    private final Broadcasts broadcasts = new Broadcasts(rig.config);
    private final SerfDelegate delegate = new SerfDelegate(
            "me",
            () -> Tags.encode(Map.of("a", "b")),
            rig.clock,
            rig.members,
            rig.lifecycle,
            userEvents,
            queries,
            broadcasts,
            (to, message) -> sent.add(to + " " + hex(message)),
            limiter);

    @BeforeEach
    void attachQueues() {
        VirtualTransport transport =
                new VirtualNetwork(rig.time, new SplittableRandom(1)).bind(rig.loop, "10.0.0.1", 7946);
        broadcasts.attach(new MemberlistNode(
                rig.config.memberlist(),
                new Environment(
                        rig.loop,
                        transport,
                        (host, callback) -> {},
                        new SplittableRandom(1),
                        new SplittableRandom(2),
                        rig.time.dispatcher()),
                CompositeDelegate.none(),
                MemberlistMetrics.NONE));
    }

    @Test
    void announcesTheTags() {
        assertThat(hex(delegate.meta())).isEqualTo("ff81a161a162");
    }

    @Test
    void intentsThatAreNewArePassedOnOnce() {
        rig.join("n");
        receive(SerfCodec.encode(new JoinIntent(4, "n")));
        receive(SerfCodec.encode(new JoinIntent(4, "n")));
        receive(SerfCodec.encode(new LeaveIntent(5, "n", false)));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEAVING);
        assertThat(broadcasts.depth(Broadcasts.Kind.INTENT)).isEqualTo(2);
    }

    @Test
    void eventsAndQueriesThatAreNewArePassedOnOnce() {
        Query query = new Query(3, 1, Bytes.EMPTY, 0, "n", List.of(), 0, 0, 1, "load", Bytes.EMPTY);
        for (int i = 0; i < 3; i++) {
            receive(SerfCodec.encode(new UserEvent(7, "deploy", ascii("v1"), false)));
            receive(SerfCodec.encode(query));
        }
        assertThat(broadcasts.depth(Broadcasts.Kind.EVENT)).isOne();
        assertThat(broadcasts.depth(Broadcasts.Kind.QUERY)).isOne();
        assertThat(broadcasts.depth(Broadcasts.Kind.INTENT)).isZero();
    }

    @Test
    void aRelayedMessageIsForwardedUnopened() {
        receive(hex("0982a8446573744164647283a24950a40a000001a4506f7274cd1f0aa45a6f6e65a0a8446573744e616d65a26e31"
                + Vectors.RESPONSE));
        assertThat(sent).containsExactly("10.0.0.1:7946 " + Vectors.RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "0180a1",
                "02",
                "06c0",
                "ff",
                "03c1",
                "0982a8446573744164647280a8446573744e616d65a0",
                "0982a8446573744164647281a24950a10aa8446573744e616d65a005",
                Vectors.RESPONSE
            })
    void whatIsBrokenOrConcernsNobodyIsDropped(String message) {
        receive(hex(message));
        assertThat(sent).isEmpty();
        for (Broadcasts.Kind kind : Broadcasts.Kind.values()) {
            assertThat(broadcasts.depth(kind)).isLessThanOrEqualTo(message.equals("0180a1") ? 1 : 0);
        }
    }

    @Test
    void tellsWhatItKnowsOfMembersClocksAndEvents() throws WireException {
        rig.join("alive");
        rig.joinIntent("alive", 6);
        rig.join("left");
        rig.leaveIntent("left", 7);
        rig.gone("left");
        rig.join("failed");
        rig.gone("failed");
        userEvents.receive(new UserEvent(3, "deploy", ascii("v1"), true));
        queries.clock().witness(8);
        assertThat(PushPullCodec.decode(delegate.localState(true)))
                .isEqualTo(new PushPullState(
                        8,
                        Map.of("me", 0L, "alive", 6L, "left", 7L, "failed", 0L),
                        List.of("left"),
                        4,
                        List.of(new PushPullState.Events(3, List.of(new PushPullState.Event("deploy", ascii("v1"))))),
                        9));
    }

    @Test
    void afterAPushPullNoClockIsBehind() {
        merge(new PushPullState(10, Map.of(), List.of(), 20, List.of(), 30));
        assertThat(rig.clock.time()).isEqualTo(10);
        assertThat(userEvents.clock().time()).isEqualTo(20);
        assertThat(queries.clock().time()).isEqualTo(30);
        merge(new PushPullState(0, Map.of(), List.of(), 0, List.of(), 0));
        assertThat(rig.clock.time()).isEqualTo(10);
    }

    @Test
    void membersThatLeftAreLeavingHereToo() {
        rig.join("n");
        rig.joinIntent("n", 7);
        merge(new PushPullState(9, Map.of("n", 7L), List.of("n"), 1, List.of(), 1));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEAVING);
        assertThat(rig.statusTime("n")).isEqualTo(8);
    }

    @Test
    void aFailedMemberThatTheOtherSideKnowsAsLeftHasLeft() {
        rig.join("n");
        rig.gone("n");
        merge(new PushPullState(9, Map.of("n", 7L), List.of("n"), 1, List.of(), 1));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEFT);
    }

    @Test
    void anotherSideThatKnowsLessChangesNothing() {
        rig.join("n");
        rig.joinIntent("n", 9);
        merge(new PushPullState(9, Map.of("n", 7L), List.of("n"), 1, List.of(), 1));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.ALIVE);
    }

    @Test
    void timesOfOthersAreJoinIntents() {
        rig.join("n");
        rig.leaveIntent("n", 5);
        merge(new PushPullState(9, Map.of("n", 6L, "unknown", 3L), List.of(), 1, List.of(), 1));
        assertThat(rig.status("n")).isEqualTo(MemberStatus.ALIVE);
        rig.join("unknown");
        assertThat(rig.statusTime("unknown")).isEqualTo(3);
    }

    @Test
    void aLeaveThatAPushPullOvertookStillCounts() {
        rig.join("n");
        rig.joinIntent("n", 4);
        merge(new PushPullState(9, Map.of("n", 5L), List.of(), 1, List.of(), 1));
        assertThat(rig.statusTime("n")).isEqualTo(5);
        rig.leaveIntent("n", 5);
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEAVING);
        rig.gone("n");
        assertThat(rig.status("n")).isEqualTo(MemberStatus.LEFT);
    }

    @Test
    void theTimeOfALeaveThatIsUnderWayIsNotTold() throws WireException {
        rig.join("n");
        rig.leaveIntent("n", 5);
        assertThat(PushPullCodec.decode(delegate.localState(false)).statusTimes())
                .doesNotContainKey("n");
        rig.gone("n");
        PushPullState state = PushPullCodec.decode(delegate.localState(false));
        assertThat(state.statusTimes()).containsEntry("n", 5L);
        assertThat(state.leftMembers()).containsExactly("n");
    }

    @Test
    void butNotALeaveOfTheSameTimeAsAJoinThatWasHeard() {
        rig.join("n");
        merge(new PushPullState(9, Map.of("n", 5L), List.of(), 1, List.of(), 1));
        rig.joinIntent("n", 6);
        rig.leaveIntent("n", 6);
        rig.leaveIntent("n", 5);
        assertThat(rig.status("n")).isEqualTo(MemberStatus.ALIVE);
    }

    @Test
    void theBeliefThatThisNodeHasLeftIsRefuted() {
        merge(new PushPullState(9, Map.of("me", 5L), List.of("me"), 1, List.of(), 1));
        assertThat(rig.refutations).isOne();
    }

    @Test
    void eventsAreRememberedAndNothingIsPassedOn() throws WireException {
        rig.join("n");
        merge(new PushPullState(
                9,
                Map.of("n", 6L),
                List.of(),
                4,
                List.of(new PushPullState.Events(3, List.of(new PushPullState.Event("deploy", ascii("v1"))))),
                1));
        assertThat(userEvents.receive(new UserEvent(3, "deploy", ascii("v1"), true)))
                .isFalse();
        for (Broadcasts.Kind kind : Broadcasts.Kind.values()) {
            assertThat(broadcasts.depth(kind)).isZero();
        }
    }

    @Test
    void aStateThatIsBrokenChangesNothing() {
        merge(hex("0281a54c54696d65"));
        assertThat(rig.clock.time()).isOne();
        assertThat(rejected).containsExactly(Reason.TRUNCATED);
    }

    @Test
    void whatIsBrokenIsRejected() {
        receive(hex("00"));
        receive(hex("06c0"));
        assertThat(rejected).containsExactly(Reason.TRUNCATED, Reason.UNKNOWN_TYPE);
    }

    @Test
    void anEventLargerThanAnySenderAllowsIsRejectedAndForgotten() {
        receive(SerfCodec.encode(new UserEvent(7, "deploy", ascii("x".repeat(1 << 20)), false)));
        assertThat(rejected).containsExactly(Reason.TOO_LARGE);
        assertThat(userEvents.clock().time()).isOne();
        assertThat(userEvents.remembered()).isEmpty();
        assertThat(broadcasts.depth(Broadcasts.Kind.EVENT)).isZero();
    }

    @Test
    void ofAPushPullOnlyTheEventsThatAreTooLargeAreSkipped() {
        PushPullState.Event small = new PushPullState.Event("small", ascii("v1"));
        PushPullState.Event large = new PushPullState.Event("large", ascii("x".repeat(9300)));
        merge(new PushPullState(
                9,
                Map.of(),
                List.of(),
                4,
                List.of(
                        new PushPullState.Events(2, List.of(large, small)),
                        new PushPullState.Events(3, List.of(small, large))),
                1));
        assertThat(rejected).containsExactly(Reason.TOO_LARGE);
        assertThat(userEvents.remembered())
                .containsExactly(
                        new PushPullState.Events(2, List.of(small)), new PushPullState.Events(3, List.of(small)));
        assertThat(rig.clock.time()).isEqualTo(9);
    }

    @Test
    void whatFitsIntoNoPacketIsRejectedOnceInsteadOfPassedOn() {
        Bytes event = SerfCodec.encode(new UserEvent(7, "deploy", ascii("x".repeat(2000)), false));
        Bytes query = SerfCodec.encode(
                new Query(3, 1, Bytes.EMPTY, 0, "n", List.of(), 0, 0, 1, "load", ascii("x".repeat(2000))));
        for (int i = 0; i < 3; i++) {
            receive(event);
            receive(query);
        }
        assertThat(rejected).containsExactly(Reason.TOO_LARGE, Reason.TOO_LARGE);
        assertThat(broadcasts.depth(Broadcasts.Kind.EVENT)).isZero();
        assertThat(broadcasts.depth(Broadcasts.Kind.QUERY)).isZero();
    }

    @Test
    void queuesThatAreTooLongAreCut() {
        Broadcasts small = new Broadcasts(
                rig.config.toBuilder().maxQueueDepth(5).queueDepthWarning(3).build());
        Broadcasts growing = new Broadcasts(
                rig.config.toBuilder().maxQueueDepth(1).minQueueDepth(3).build());
        MemberlistNode memberlist = new MemberlistNode(
                rig.config.memberlist(),
                new Environment(
                        rig.loop,
                        new VirtualNetwork(rig.time, new SplittableRandom(1)).bind(rig.loop, "10.0.0.1", 7946),
                        (host, callback) -> {},
                        new SplittableRandom(1),
                        new SplittableRandom(2),
                        rig.time.dispatcher()),
                CompositeDelegate.none(),
                MemberlistMetrics.NONE);
        small.attach(memberlist);
        growing.attach(memberlist);
        List<Integer> dropped = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            int number = i;
            small.add(Broadcasts.Kind.EVENT, ascii("event " + i), () -> dropped.add(number));
            growing.add(Broadcasts.Kind.EVENT, ascii("event " + i));
        }
        small.check(1);
        growing.check(4);
        assertThat(small.depth(Broadcasts.Kind.EVENT)).isEqualTo(5);
        assertThat(growing.depth(Broadcasts.Kind.EVENT)).isEqualTo(8);
        assertThat(dropped).hasSize(15);
    }

    private void receive(Bytes message) {
        rig.loop.run(() -> {
            try {
                delegate.messageReceived(message);
            } catch (WireException e) {
                rejected.add(e.reason());
            }
        });
    }

    private void merge(PushPullState state) {
        merge(PushPullCodec.encode(state));
    }

    private void merge(Bytes state) {
        rig.loop.run(() -> {
            try {
                delegate.mergeRemoteState(state, false);
            } catch (WireException e) {
                rejected.add(e.reason());
            }
        });
    }
}
