package io.gossip.simulator.check;

/** S15: no packet is longer than set, with all its layers. */
final class PacketsFit implements Invariant {

    @Override
    public void sent(Mail mail, Findings findings) {
        int most = mail.witness().life().config().gossip().packetSize();
        int bytes = mail.packet().bytes().length;
        if (bytes > most) {
            findings.violated(
                    mail.witness(),
                    "packets of at most " + most + " bytes",
                    "one has " + bytes + ": " + mail.messages());
        }
    }
}
