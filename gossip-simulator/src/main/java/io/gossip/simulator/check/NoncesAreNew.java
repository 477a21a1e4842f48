package io.gossip.simulator.check;

import io.gossip.wire.FramingConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** S30, as far as it is about packets: no nonce is ever used again. */
final class NoncesAreNew implements Invariant {

    private static final int LABEL_HEADER_BYTES = 2;

    private final Set<Long> used = new HashSet<>();

    @Override
    public void sent(Mail mail, Findings findings) {
        FramingConfig framing = mail.witness().life().config().framing();
        if (framing.keyring().isEmpty() || !framing.verifyOutgoing()) {
            return;
        }
        int labelBytes = framing.label().getBytes(StandardCharsets.UTF_8).length;
        int version = labelBytes == 0 ? 0 : LABEL_HEADER_BYTES + labelBytes;
        long nonce = ByteBuffer.wrap(mail.packet().bytes()).getLong(version + 1);
        if (!used.add(nonce)) {
            findings.violated(mail.witness(), "a new nonce", "one beginning with " + nonce + " was used before");
        }
    }
}
