package io.gossip.benchmarks.peers;

import java.io.BufferedWriter;
import java.io.IOException;

/** Loses a fifth of the packets of this process's network namespace, by nftables; needs root. */
enum PacketLoss {
    /** The control. */
    NONE(""),
    UDP("meta l4proto udp"),
    UDP_AND_TCP("meta l4proto { tcp, udp }");

    private static final int PERCENT = 20;
    private static final String TABLE = "table inet loss";

    private final String packets;

    PacketLoss(String packets) {
        this.packets = packets;
    }

    void begin() throws IOException, InterruptedException {
        if (!Meter.hasOnlyLoopback()) {
            throw new IllegalStateException("this network is not ours alone: run it by in-netns");
        }
        if (this != NONE) {
            nft(TABLE + " { chain in { type filter hook input priority 0; " + packets + " numgen random mod 100 < "
                    + PERCENT + " drop; }; }");
        }
    }

    void end() throws IOException, InterruptedException {
        if (this != NONE) {
            nft("delete " + TABLE);
        }
    }

    private static void nft(String rules) throws IOException, InterruptedException {
        Process nft = new ProcessBuilder("nft", "-f", "-")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedWriter in = nft.outputWriter()) {
            in.write(rules + "\n");
        }
        if (nft.waitFor() != 0) {
            throw new IOException("nft refused: " + rules);
        }
    }
}
