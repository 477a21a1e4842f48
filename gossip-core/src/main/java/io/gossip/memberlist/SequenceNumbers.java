package io.gossip.memberlist;

import io.gossip.wire.Message;

/**
 * Numbers that tie answers to questions, 32 bits and wrapping. They start at a random place, so that a stranger cannot
 * guess the one to forge an ack with (protocol reference, section 18.4).
 */
final class SequenceNumbers {

    private long last;

    SequenceNumbers(long start) {
        this.last = start & Message.MAX_UINT32;
    }

    long next() {
        last = (last + 1) & Message.MAX_UINT32;
        return last;
    }
}
