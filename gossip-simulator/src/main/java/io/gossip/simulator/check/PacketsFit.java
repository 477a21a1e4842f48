package io.gossip.simulator.check;

/** S15: no packet is longer than set, with all its layers. */
final class PacketsFit implements Invariant {

    /** As in Go, a checksum comes on top (protocol reference, section 5.7). */
    private static final int CHECKSUM_BYTES = 5;

    @Override
    public void sent(Mail mail, Findings findings) {
        int most = mail.witness().life().config().gossip().packetSize() + CHECKSUM_BYTES;
        int bytes = mail.packet().bytes().length;
        if (bytes > most) {
            findings.violated(
                    mail.witness(),
                    "packets of at most " + most + " bytes",
                    "one has " + bytes + ": " + mail.messages());
        }
    }
}
