package io.gossip.simulator.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a page is made of that is the same in all pages. */
final class PageParts {

    private PageParts() {}

    /** A file beside this class. */
    static String resource(String name) {
        return read(PageParts.class.getResourceAsStream(name), name);
    }

    /** The script of the library that draws the plots, to stand in the page itself. */
    static String chartLibrary() {
        Properties build = new Properties();
        try (InputStream properties = PageParts.class.getResourceAsStream("report.properties")) {
            build.load(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String path = build.getProperty("chart-library");
        String script = read(PageParts.class.getResourceAsStream(path), path);
        // The map is not there, and a script within a page must not seem to end it.
        return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "").replace("</script", "<\\/script");
    }

    private static String read(@Nullable InputStream in, String name) {
        try (in) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
