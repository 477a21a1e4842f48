package io.gossip.wire;

import java.nio.ByteBuffer;

/**
 * UTF-8 without intermediate arrays, and strict when reading: bytes that are not UTF-8 are never turned into replacement
 * characters, because two different node names could become equal that way (protocol reference, section 3.2).
 */
final class Utf8 {

    private static final int REPLACEMENT = '?';

    private Utf8() {}

    /** How many bytes the text takes; an unpaired surrogate takes one, the question mark it becomes. */
    static int length(String text) {
        int bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes++;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (!Character.isSurrogate(c)) {
                bytes += 3;
            } else if (isPairAt(text, i)) {
                bytes += 4;
                i++;
            } else {
                bytes++;
            }
        }
        return bytes;
    }

    /** Appends the text, which takes as many bytes as {@link #length(String)} said. */
    static void write(String text, int length, WireOutput out) {
        int at = out.extend(length);
        byte[] bytes = out.array();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                bytes[at++] = (byte) c;
            } else if (c < 0x800) {
                bytes[at++] = (byte) (0xC0 | (c >> 6));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (!Character.isSurrogate(c)) {
                bytes[at++] = (byte) (0xE0 | (c >> 12));
                bytes[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (c & 0x3F));
            } else if (isPairAt(text, i)) {
                int codePoint = Character.toCodePoint(c, text.charAt(++i));
                bytes[at++] = (byte) (0xF0 | (codePoint >> 18));
                bytes[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
                bytes[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
                bytes[at++] = (byte) (0x80 | (codePoint & 0x3F));
            } else {
                bytes[at++] = REPLACEMENT;
            }
        }
    }

    /** Whether the bytes are UTF-8 in its only legal form: nothing overlong, no surrogates, nothing above U+10FFFF. */
    static boolean isValid(ByteBuffer in, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            int lead = in.get(i++);
            if (lead >= 0) {
                continue;
            }
            lead &= 0xFF;
            int following = lead < 0xC2 || lead > 0xF4 ? -1 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
            if (following < 0 || end - i < following || !isSecondByte(lead, in.get(i) & 0xFF)) {
                return false;
            }
            for (int k = 1; k < following; k++) {
                if ((in.get(i + k) & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += following;
        }
        return true;
    }

    /** The second byte is where overlong forms, surrogates and numbers above U+10FFFF are told from legal ones. */
    private static boolean isSecondByte(int lead, int second) {
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= lowest && second <= highest;
    }

    private static boolean isPairAt(String text, int index) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }
}
