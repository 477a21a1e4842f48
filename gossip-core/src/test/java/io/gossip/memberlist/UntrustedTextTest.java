package io.gossip.memberlist;

import static io.gossip.memberlist.Say.addressOf;
import static io.gossip.memberlist.Say.alive;
import static io.gossip.memberlist.Say.suspect;
import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.testing.RecordedLog;
import io.gossip.wire.Message.ErrorResponse;
import io.gossip.wire.Message.User;
import io.gossip.wire.NodeState;
import io.gossip.wire.Versions;
import io.gossip.wire.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A name that would forge a line of the log, as this layer shows it. */
class UntrustedTextTest {

    private static final String FORGED = "b\n12:00 ERROR all is lost\u001b[2J";
    private static final String SHOWN = "b\\u000a12:00 ERROR all is lost\\u001b[2J";

    private final RecordedLog log = new RecordedLog();

    @AfterEach
    void endRecording() {
        log.close();
    }

    @Test
    void refusedNewsForgesNoLine() {
        Rig rig = new Rig(settings ->
                settings.allowedNetworks(List.of(Cidr.parse("10.0.0.0/24"))).maxMembers(2));
        rig.membership.alive(alive(FORGED, 0));
        rig.membership.alive(alive(FORGED, 1, new Versions(3, 2, 2, 0, 0, 0)));
        rig.membership.alive(alive(FORGED, 1, Say.address("10.9.9.9", 1)));
        rig.membership.alive(alive("c", 1));
        rig.membership.alive(alive(FORGED, 1));
        assertThat(log.messagesOf("BadInput")).hasSize(4).allMatch(line -> line.contains("'" + SHOWN + "'"));
    }

    @Test
    void neitherDoesAComplaintOfTheApplicationThatQuotesWhatItGot() {
        Rig rig = new Rig();
        rig.application.refusal = new WireException(WireException.Reason.MALFORMED, FORGED);
        rig.stranger("b").tells(new User(Say.text("message")));
        assertThat(log.messagesOf("BadInput")).singleElement().asString().contains(SHOWN);
    }

    @Test
    void neitherDoesAMemberThatIsClaimedTwiceSuspectedProbedAndLost() {
        Rig rig = new Rig();
        rig.membership.alive(alive(FORGED, 1));
        rig.membership.alive(alive(FORGED, 2, Say.address("10.9.9.9", 1)));
        rig.membership.suspect(suspect(FORGED, 1, FORGED));
        assertThat(log.messagesOf("Membership")).hasSize(2).allMatch(line -> line.contains(SHOWN));
        rig.membership.alive(alive(FORGED, 2));
        rig.failureDetector.start(0);
        rig.antiEntropy.start(0);
        rig.advanceMillis(60_000);
        assertThat(rig.table.get(FORGED)).as("forgotten").isNull();
        assertThat(log.messagesOf("Probe")).isNotEmpty().allMatch(line -> line.contains(SHOWN));
        assertThat(log.messagesOf("Membership"))
                .anyMatch(line -> line.contains("is gone"))
                .allMatch(line -> line.contains(SHOWN));
    }

    @Test
    void neitherDoesAMemberThatNoPushPullReaches() {
        Rig rig = new Rig(settings -> settings.probeInterval(Duration.ZERO));
        rig.membership.alive(alive(FORGED, 1));
        rig.antiEntropy.start(0);
        rig.advanceMillis(120_000);
        assertThat(log.messagesOf("AntiEntropy")).isNotEmpty().allMatch(line -> line.contains(SHOWN));
    }

    @Test
    void neitherDoesWhatIsToldTheApplication() {
        Rig rig = new Rig();
        Peer b = rig.stranger("b");
        List<String> outcomes = new ArrayList<>();
        b.answersStreams(request -> new ErrorResponse(FORGED));
        rig.joiner.join(
                List.of(new SeedAddress(FORGED, "10.0.0.2", 7946)),
                address -> false,
                result -> outcomes.addAll(result.failures()));
        rig.advanceMillis(1000);
        new RoundTrip(rig.probeTools, FORGED, addressOf("c"), new RoundTrip.Listener() {
                    @Override
                    public void answered(Duration roundTrip) {}

                    @Override
                    public void failed(Exception why) {
                        outcomes.add(why.getMessage());
                    }
                })
                .start();
        rig.advanceMillis(1000);
        outcomes.add(VersionCheck.incompatibility(
                List.of(Say.known(FORGED, 1, NodeState.ALIVE, new Versions(1, 5, 7, 0, 0, 0))), rig.table.entries()));
        outcomes.add(new SeedAddress(FORGED, "10.0.0.2", 7946).toString());
        outcomes.add(new Node(FORGED, addressOf("b"), Say.text(FORGED), Say.VERSIONS, 1, NodeState.ALIVE).toString());
        assertThat(outcomes).hasSize(5).allMatch(line -> line.contains(SHOWN));
    }
}
