package io.gossip.simulator.check;

import io.gossip.wire.Message;
import io.gossip.wire.Message.Alive;
import io.gossip.wire.Message.Dead;
import io.gossip.wire.Message.Suspect;

/** S4: nobody speaks of an incarnation that the node itself has not announced. */
final class NoInventedIncarnations implements Invariant {

    @Override
    public void changed(Change change, Findings findings) {
        check(change.witness(), change.after().name(), change.after().incarnation(), "believes in", findings);
    }

    @Override
    public void sent(Mail mail, Findings findings) {
        for (Message message : mail.messages()) {
            if (message instanceof Alive alive) {
                check(mail.witness(), alive.node(), alive.incarnation(), "sends", findings);
            } else if (message instanceof Suspect suspect) {
                check(mail.witness(), suspect.node(), suspect.incarnation(), "sends", findings);
            } else if (message instanceof Dead dead) {
                check(mail.witness(), dead.node(), dead.incarnation(), "sends", findings);
            }
        }
    }

    private static void check(Witness witness, String name, long incarnation, String verb, Findings findings) {
        Subject subject = findings.history().subject(name);
        // What an impostor announces is not seen here.
        if (subject != null && !subject.hasImpostors() && incarnation > subject.highestIncarnation()) {
            findings.violated(
                    witness,
                    "incarnations of '" + name + "' up to " + subject.highestIncarnation() + ", the last it announced",
                    "it " + verb + " " + incarnation);
        }
    }
}
