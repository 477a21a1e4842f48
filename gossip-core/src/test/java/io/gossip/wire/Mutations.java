package io.gossip.wire;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damages bytes the way networks, bugs and attackers do, the same way for the same seed. */
final class Mutations {

    private final SplittableRandom random;

    Mutations(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** One of the samples with up to four changes, or, rarely, none. */
    byte[] of(List<byte[]> samples) {
        byte[] bytes = pick(samples).clone();
        for (int i = random.nextInt(5); i > 0; i--) {
            bytes = change(bytes, samples);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, List<byte[]> samples) {
        if (bytes.length == 0) {
            return pick(samples).clone();
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(7)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> bytes = Arrays.copyOf(bytes, at);
            case 3 -> {
                bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100));
                for (int i = at; i < bytes.length && random.nextInt(4) > 0; i++) {
                    bytes[bytes.length - 1 - (i - at)] = (byte) random.nextInt();
                }
            }
            case 4 -> claimALength(bytes, at);
            case 5 -> {
                // A piece of another sample in the middle of this one.
                byte[] other = pick(samples);
                int from = other.length == 0 ? 0 : random.nextInt(other.length);
                byte[] spliced = Arrays.copyOf(bytes, at + other.length - from);
                System.arraycopy(other, from, spliced, at, other.length - from);
                bytes = spliced;
            }
            default -> bytes[random.nextInt(Math.min(bytes.length, 8))] = (byte) random.nextInt(14);
        }
        return bytes;
    }

    /** Writes the header of a value that claims to be long over whatever was there. */
    private void claimALength(byte[] bytes, int at) {
        int[] headers = {0xDA, 0xDB, 0xC5, 0xC6, 0xC8, 0xC9, 0xDC, 0xDD, 0xDE, 0xDF, 0xD2, 0xD3, 0xCE, 0xCF, 0x8F, 0x9F
        };
        bytes[at] = (byte) headers[random.nextInt(headers.length)];
        long length = random.nextLong() >>> random.nextInt(64);
        for (int i = at + 1; i < Math.min(bytes.length, at + 5); i++) {
            bytes[i] = (byte) (length >>> 24);
            length <<= 8;
        }
    }

    private byte[] pick(List<byte[]> samples) {
        return samples.get(random.nextInt(samples.size()));
    }
}
