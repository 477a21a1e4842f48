package io.gossip.simulator.lifeguard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text of which a part, between two marks, is generated, and the rest is written by hand; there may be several such parts. */
final class MarkedFile {

    private final Path path;
    private final String beginMark;
    private final String endMark;

    /**
     * A file that is perhaps not there yet.
     *
     * @param part the name of the generated part
     */
    MarkedFile(Path path, String part) {
        this.path = path;
        this.beginMark = "<!-- generated: " + part + " begins -->\n";
        this.endMark = "<!-- generated: " + part + " ends -->\n";
    }

    /** Replaces what is between the marks; a file that is not there yet, or has no marks, gets both at its end. */
    void replace(String generated) throws IOException {
        String before = Files.exists(path) ? Files.readString(path) : "";
        int begin = before.indexOf(beginMark);
        int end = before.indexOf(endMark, Math.max(0, begin));
        String after;
        if (begin < 0 || end < 0) {
            after = before + beginMark + generated + endMark;
        } else {
            after = before.substring(0, begin + beginMark.length()) + generated + before.substring(end);
        }
        Files.writeString(path, after);
    }
}
