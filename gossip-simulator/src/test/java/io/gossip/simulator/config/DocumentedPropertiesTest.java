package io.gossip.simulator.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever can be set under {@code gossip} sets the simulated nodes, too, or is known to mean nothing for them. */
class DocumentedPropertiesTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final Path MANUAL = Path.of("..", "docs", "simulator.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(gossip\\.[a-z.-]+)` +\\|", Pattern.MULTILINE);

    @Test
    void everyDocumentedPropertyIsKnownAndNoOther() throws IOException {
        Set<String> documented = ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(documented).hasSizeGreaterThan(20);
        assertThat(GossipProperty.ALL).extracting(GossipProperty::name).containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void theManualOfTheSimulatorNamesThoseThatCount() throws IOException {
        String manual = Files.readString(MANUAL);
        String table = manual.substring(manual.indexOf("**Your settings.**"), manual.indexOf("**What is not in it.**"));

        assertThat(GossipProperty.ALL)
                .allSatisfy(property -> assertThat(table.contains("`" + property.name() + "`"))
                        .as(property.name())
                        .isEqualTo(property.isUsed()));
    }
}
