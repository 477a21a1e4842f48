package io.gossip.runtime;

/**
 * Makes text that others have written fit for a log or an exception: on one line, with nothing invisible in it, and not too
 * long.
 *
 * <p>A member may call itself anything. A line break in its name would forge a line of the log, an escape sequence would drive
 * the terminal that shows it, and a change of the reading direction would show another name. So such characters are written
 * as a backslash, {@code u} and four hexadecimal digits, as in Java. A backslash is doubled, so that two different names never
 * look alike, unless both are longer than is shown.
 */
public final class Printable {

    /** A name fits, if not most of it has to be escaped. */
    static final int MAX_CHARS = 512;

    private static final String CUT = "...";

    private Printable() {}

    /**
     * The text as it may be shown.
     *
     * @param text what somebody else has written
     * @return the same object if there is nothing to change; else at most 512 characters, and three dots if that is not all
     */
    public static String of(String text) {
        if (text.length() <= MAX_CHARS && text.codePoints().allMatch(Printable::isHarmless)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        int next = 0;
        while (next < text.length()) {
            int codePoint = text.codePointAt(next);
            String part = isHarmless(codePoint) ? Character.toString(codePoint) : escaped(codePoint);
            if (shown.length() + part.length() > MAX_CHARS) {
                return shown.append(CUT).toString();
            }
            shown.append(part);
            next += Character.charCount(codePoint);
        }
        return shown.toString();
    }

    private static boolean isHarmless(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= ' ' && codePoint != 0x7F && codePoint != '\\';
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static String escaped(int codePoint) {
        if (codePoint == '\\') {
            return "\\\\";
        }
        StringBuilder escaped = new StringBuilder();
        for (char unit : Character.toChars(codePoint)) {
            escaped.append(String.format("\\u%04x", (int) unit));
        }
        return escaped.toString();
    }
}
