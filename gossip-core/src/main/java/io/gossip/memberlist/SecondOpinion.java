package io.gossip.memberlist;

import io.gossip.wire.Message.Ping;
import io.gossip.wire.Message.Suspect;
import io.gossip.wire.NodeState;
import java.util.List;

/**
 * Asks another member before a suspect is declared dead. Gossip sends a refutation only so often, and whoever it missed would give
 * a verdict that all others know to be wrong.
 *
 * <p>The question is a packet with the suspicion in front of a ping, which nobody sends otherwise: who knows better says so beside its
 * ack ({@link Corrections}), and to a Go node it is news and a ping. One member drawn at random is asked, not the suspect: a member
 * that is cut off or overloaded would be asked by all others at once.
 */
final class SecondOpinion {

    private final MemberlistConfig config;
    private final MemberTable table;
    private final SequenceNumbers sequences;
    private final PacketSender sender;

    SecondOpinion(MemberlistConfig config, MemberTable table, SequenceNumbers sequences, PacketSender sender) {
        this.config = config;
        this.table = table;
        this.sequences = sequences;
        this.sender = sender;
    }

    /** How long before the verdict to ask: as long as an answer may take. */
    long askedBeforeNanos() {
        return config.probing().timeout().toNanos();
    }

    /**
     * Asks, unless that is switched off. Where nobody else is alive, the suspect itself is asked.
     *
     * @param accuser who raised the suspicion: another name would count as one more who noticed
     */
    void ask(MemberEntry suspect, String accuser) {
        MemberEntry self = table.get(config.name());
        if (self == null || !config.suspicion().secondOpinion()) {
            return;
        }
        MemberEntry asked =
                table.select(1, entry -> entry != self && entry != suspect && entry.state() == NodeState.ALIVE).stream()
                        .findFirst()
                        .orElse(suspect);
        Suspect suspicion = new Suspect(suspect.incarnation, suspect.name, accuser);
        Ping ping = new Ping(sequences.next(), asked.name, self.address, self.name);
        sender.sendIfItFits(List.of(suspicion, ping), asked.address.socketAddress(), asked.versions);
    }
}
