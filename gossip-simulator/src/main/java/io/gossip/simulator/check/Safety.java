package io.gossip.simulator.check;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What must hold at every moment, and who checks it; those of Serf have their seat until it is simulated too. */
public enum Safety {
    /** Beliefs. */
    S1("what is believed of a node never gets older, or better at the same incarnation", BeliefsOnlyGrow::new),
    /** Revival. */
    S2("who was accused is alive again only with an incarnation above every accusation heard", OnlyNewsRevives::new),
    /** Edges. */
    S3("states follow each other only as the protocol has it", OnlyLegalEdges::new),
    /** Incarnations. */
    S4("no incarnation that the node itself has not announced", NoInventedIncarnations::new),
    /** Self. */
    S5("a process that runs holds itself for alive", WhoRunsIsAlive::new),
    /** Refutation. */
    S6("own incarnations never fall, and are above every accusation handled", AccusationsAreRefuted::new),
    /** Truth. */
    S7("one incarnation has one address, meta and versions everywhere", OneIncarnationOneTruth::new),
    /** Identities. */
    S8("members are nodes there ever were, each once", NobodyIsInvented::new),
    /** Events. */
    S9("the events of a process add up to what it believes", EventsTellAll::new),
    /** Suspicion times. */
    S10("a suspect has its time, and not much more", SuspectsHaveTheirTime::new),
    /** Confirmations. */
    S11("confirmations are independent of each other", ConfirmationsAreIndependent::new),
    /** Causality. */
    S12("nobody dies unsuspected", DeathsHaveCauses::new),
    /** Probes. */
    S13("only an ack for the open probe counts, and a nack speaks for nobody", AnswersInTimeOnly::new),
    /** Health. */
    S14("health has bounds and stretches the probe", HealthHasBounds::new),
    /** Packet size. */
    S15("packets fit", PacketsFit::new),
    /** Retransmissions. */
    S16("news is sent no more often than the limit, and never after newer news", NewsIsSentOftenEnough::new),
    /** Memory. */
    S17("whatever grows has a bound", MemoryHasBounds::new),
    /** Rubbish. */
    S18("what cannot be read changes nothing", RubbishDoesNothing::new),
    /** Leaving. */
    S19("who left does not fail", LeaversDoNotFail::new),
    /** Names. */
    S20("nobody takes the name of a member", NamesAreKept::new),
    /** Open probes. */
    S21("one probe at a time, and it ends", ProbesEnd::new),
    /** Determinism. */
    S22("the same seed gives the same run", "compared by the sweep, which runs seeds twice"),
    /** Lamport clocks. */
    S23("Lamport clocks never fall", "Serf is not simulated yet"),
    /** User events. */
    S24("a user event is delivered at most once", "Serf is not simulated yet"),
    /** Queries. */
    S25("a query is answered at most once by each node", "Serf has no queries of its own yet"),
    /** Intents. */
    S26("the time of an intent never falls", "Serf is not simulated yet"),
    /** Serf's states. */
    S27("Serf's states follow each other only as its protocol has it", "Serf is not simulated yet"),
    /** Coalescing. */
    S28("coalesced events end in the final state", "Serf does not coalesce yet"),
    /** Snapshots. */
    S29("a snapshot can be read wherever it was cut off", "there are no snapshots yet"),
    /** Keys. */
    S30("no nonce is used twice", NoncesAreNew::new),
    /** Coordinates. */
    S31("coordinates are finite", "there are no coordinates yet"),
    /** Zeno. */
    S32("no timers without end while time stands still", TimeGoesOn::new),
    /** Delegates. */
    S33("protocol code throws nothing, and no delegate holds it up, whatever it does", DelegatesHoldUpNothing::new);

    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // a constructor
    private final @Nullable Supplier<Invariant> invariant;

    private final String remark;

    Safety(String meaning, Supplier<Invariant> invariant) {
        this.meaning = meaning;
        this.invariant = invariant;
        this.remark = "";
    }

    Safety(String meaning, String remark) {
        this.meaning = meaning;
        this.invariant = null;
        this.remark = remark;
    }

    /**
     * What it demands.
     *
     * @return one line
     */
    public String meaning() {
        return meaning;
    }

    /**
     * Why no class of its own checks it.
     *
     * @return nothing if one does
     */
    public Optional<String> remark() {
        return invariant == null ? Optional.of(remark) : Optional.empty();
    }

    @Nullable
    Invariant create() {
        return invariant == null ? null : invariant.get();
    }
}
