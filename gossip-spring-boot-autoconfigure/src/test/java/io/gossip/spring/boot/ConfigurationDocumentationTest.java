package io.gossip.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/configuration.md} says the same as the metadata that editors read. */
class ConfigurationDocumentationTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String NONE = "";

    /** A row of a table: {@code | `gossip.enabled` | meaning | `true` | range |}. */
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z.-]+)` +\\| [^|]+ \\| (?:`([^`|]*)`)?[^|]*\\|", Pattern.MULTILINE);

    @Test
    void bothMetadataFilesAreInTheJar() {
        assertThat(getClass().getClassLoader().getResource(METADATA)).isNotNull();
        assertThat(getClass().getResource("/META-INF/spring-autoconfigure-metadata.properties"))
                .isNotNull();
    }

    @Test
    void everyPropertyIsDocumentedWithItsDefault() throws IOException {
        assertThat(documented()).isEqualTo(generated());
    }

    @Test
    void everyPropertySaysWhatItMeans() throws IOException {
        for (JsonNode property : metadata().get("properties")) {
            String name = property.get("name").stringValue();
            assertThat(property.path("description").stringValue(""))
                    .as(name)
                    .isNotBlank()
                    .doesNotEndWith(".\n");
            assertThat(property.path("type").stringValue("")).as(name).isNotBlank();
        }
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        Matcher matcher = ROW.matcher(Files.readString(DOCUMENT));
        while (matcher.find()) {
            if (isOurs(matcher.group(1))) {
                rows.put(matcher.group(1), matcher.group(2) == null ? NONE : matcher.group(2));
            }
        }
        return rows;
    }

    private static Map<String, String> generated() throws IOException {
        Map<String, String> rows = new TreeMap<>();
        for (JsonNode property : metadata().get("properties")) {
            JsonNode value = property.path("defaultValue");
            rows.put(property.get("name").stringValue(), value.isValueNode() ? value.asString() : NONE);
        }
        return rows;
    }

    private static boolean isOurs(String property) {
        return property.startsWith("gossip.") || property.matches("management\\..*\\.gossip\\..*");
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream json =
                ConfigurationDocumentationTest.class.getClassLoader().getResourceAsStream(METADATA)) {
            return JsonMapper.shared().readTree(json);
        }
    }
}
