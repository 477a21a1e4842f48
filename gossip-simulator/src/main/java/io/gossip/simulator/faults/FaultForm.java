package io.gossip.simulator.faults;

import java.util.List;
import java.util.function.Function;

/**
 * How one kind of fault is written.
 *
 * @param keyword its first word
 * @param parameters the words that follow; those in brackets may be left out
 * @param meaning what goes wrong, in a line
 */
public record FaultForm(String keyword, String parameters, String meaning) {

    record Reader(FaultForm form, Function<Words, Fault> read) {}

    /** Every fault there is, each with its reader; the order is that of the documentation. */
    static List<Reader> readers() {
        return List.of(
                reader("loss <share> [links]", "packets get lost, each on its own", Loss::read),
                reader(
                        "bursts <share> <time> [links]",
                        "each link is bad for a share of the time, and loses everything while it is, on average for that long",
                        BurstLoss::read),
                reader(
                        "duplicate <share> <least> <most> [links]",
                        "packets arrive once more, after a time between the two; minutes make it a replay",
                        Duplication::read),
                reader(
                        "reorder <share> <most> [links]",
                        "packets are overtaken: late by up to a time",
                        Reordering::read),
                reader("delay <latency> [links]", "packets and streams take longer", Delay::read),
                reader(
                        "corrupt <share> flip|truncate|garbage [links]",
                        "packets arrive with bits turned over, without their end, or as random bytes",
                        Corruption::read),
                reader("mtu <bytes> [links]", "packets that are longer vanish", MtuBlackHole::read),
                reader(
                        "partition <hosts> [udp|tcp] [in|out]",
                        "these are cut off from all others, for packets or streams only, in one direction only",
                        Partition::read),
                reader("ring <reach>", "everybody reaches only so many neighbours on each side", Ring::read),
                reader("bridge <hosts>", "two halves do not reach each other, and these reach both", Bridge::read),
                reader("freeze <hosts>", "nothing runs: garbage collection, a suspended VM", Freeze::read),
                reader("stall <hosts>", "nothing is sent and nothing read, while timers run", Stall::read),
                reader(
                        "starve <hosts> <least> <most>",
                        "sockets are read only once in such a time, while timers are on time",
                        Starve::read),
                reader("slow <hosts> <time>", "each packet costs that much CPU", Slow::read),
                reader("drift <hosts> <ppm>", "the clock runs fast (200ppm) or slow (-200ppm)", Drift::read),
                reader(
                        "delegate throws|blocks|slow <hosts> [time]",
                        "whatever the node tells or asks its application throws, does not return, or takes that long",
                        DelegateTrouble::read),
                reader(
                        "buffer <hosts> <packets>",
                        "the receive buffer holds no more, the rest is lost",
                        ReceiveBuffer::read),
                reader(
                        "crash <hosts> [moved|renamed]",
                        "kill -9; they start again at the end, if said so at another address or with another name",
                        Crash::read),
                reader("kill <hosts>", "kill -9, and they never come back", Kill::read),
                reader(
                        "leave <hosts> [moved|renamed]",
                        "they leave in good order, and start again at the end",
                        Leave::read),
                reader("join <count> <time>", "so many new hosts come within a time, and stay", Join::read),
                reader(
                        "restart <hosts> <down> <pause>",
                        "one after another is crashed and started again, as in a roll-out",
                        Restart::read),
                reader(
                        "rollout encryption|label|version <pause>",
                        "one after another leaves and starts again with other settings, in as many rounds as it takes",
                        RollOut::read),
                reader(
                        "rotate <pause>",
                        "an encrypted cluster gets another key: all install it, use it, remove the old one, one after another",
                        KeyRotation::read),
                reader("meta <hosts> <bytes>", "they announce other metadata of that length", Meta::read),
                reader(
                        "broadcast <hosts> <count> <bytes>",
                        "they gossip so many messages of their own, no longer than fits into a packet",
                        Broadcasts::read),
                reader(
                        "crowd <hosts> <parts>",
                        "a stranger who knows the key sends them packets of so many messages, up to 255",
                        Crowd::read),
                reader(
                        "conflict <hosts>",
                        "others appear under the same names, and are killed at the end",
                        NameConflict::read),
                reader(
                        "intruder label|key|encryption",
                        "one tries to join that has another label, another key, or no key",
                        Intruder::read),
                reader(
                        "takeover <hosts>",
                        "they crash, and another cluster has their addresses until they are back at the end",
                        Takeover::read),
                reader("refuse [links]", "new streams are refused at once", Refusal::read),
                reader(
                        "exhaust ports|buffers <hosts>",
                        "no port is left to open a stream from, or no room to send a packet",
                        Exhaustion::read),
                reader(
                        "reset <share> [links]",
                        "streams break in the middle, at such a share of their pieces",
                        Reset::read),
                reader("trickle <bytes>B/s [links]", "streams carry only so much", Trickle::read),
                reader(
                        "discovery empty|stale|self|partial|changing",
                        "a lookup of seeds finds nothing, nobody, oneself, half of them, or each time something else",
                        Discovery::read),
                reader(
                        "flip <on> <off> <fault>",
                        "the fault comes and goes and hits the same ones each time",
                        Flip::read));
    }

    private static Reader reader(String usage, String meaning, Function<Words, Fault> read) {
        int space = usage.indexOf(' ');
        return new Reader(new FaultForm(usage.substring(0, space), usage.substring(space + 1), meaning), read);
    }

    /**
     * The whole form.
     *
     * @return for instance {@code loss <share> [links]}
     */
    @Override
    public String toString() {
        return keyword + " " + parameters;
    }
}
