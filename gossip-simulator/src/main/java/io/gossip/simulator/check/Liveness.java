package io.gossip.simulator.check;

import java.util.Optional;

/** What must come about once all is calm, and in which part of a run that is looked after. */
public enum Liveness {
    /** Completeness. */
    L1("who has crashed is dead for all", "crash"),
    /** Accuracy. */
    L2("nobody who runs is declared dead", "always"),
    /** Agreement. */
    L3("all believe the same", "recovery"),
    /** Joining. */
    L4("who joins through any member is known to all, and knows all", "join"),
    /** Leaving. */
    L5("who leaves has left for all, and gets away in time", "leave, last leaves"),
    /** Updates. */
    L6("a change of meta is seen by all", "meta"),
    /** Healing. */
    L7("who was cut off is found again", "partition"),
    /** Restarts. */
    L8("who restarts is alive for all, and stays so", "restart"),
    /** Refutation. */
    L9("who is suspected wrongly refutes before its time is over, and is alive for all again", "accuse"),
    /** User events. */
    L10("a user event reaches all", ""),
    /** Queries. */
    L11("every query ends", ""),
    /** Quiescence. */
    L12("without news there are probes and nothing else", "quiet"),
    /** Shutdown. */
    L13("a shutdown ends, and lets go of everything", "leave, last leaves"),
    /** Mass restarts. */
    L14("a cluster that restarts within ten seconds comes together, and stays so", "mass restart, last leaves"),
    /** Roll-outs. */
    L15("keys, encryption, labels and versions are rolled out without a failure", "keys, encryption, labels, upgrade"),
    /** Freezes. */
    L16("who wakes up declares nobody dead, and is alive for all again", "freeze");

    private final String meaning;
    private final String part;

    Liveness(String meaning, String part) {
        this.meaning = meaning;
        this.part = part;
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
     * Where it is looked after: drills, the recovery after the chaos, the quiet time, or always.
     *
     * @return nothing as long as Serf is not simulated
     */
    public Optional<String> part() {
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }
}
