package io.gossip.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.serf.Serf;
import io.gossip.virtual.VirtualNetwork;
import io.gossip.virtual.VirtualTime;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/metrics.md} lists the meters that a running node registers, and all series of Go's. */
class MetricsDocumentationTest {

    /** What the protocol reference lists, section 15. */
    private static final List<String> GO = List.of(
            "memberlist.udp.sent",
            "memberlist.udp.received",
            "memberlist.tcp.accept",
            "memberlist.tcp.connect",
            "memberlist.tcp.sent",
            "memberlist.msg.alive",
            "memberlist.msg.suspect",
            "memberlist.msg.dead",
            "memberlist.degraded.probe",
            "memberlist.degraded.timeout",
            "memberlist.health.score",
            "memberlist.probeNode",
            "memberlist.gossip",
            "memberlist.pushPullNode",
            "memberlist.queue.broadcasts",
            "memberlist.size.remote",
            "memberlist.size.local",
            "memberlist.node.instances");

    /** A row: {@code | `gossip.nodes` | gauge | unit | `state`: `alive`, ... | what | `memberlist.node.instances` |}. */
    private static final Pattern ROW = Pattern.compile(
            "^\\| `(gossip[a-z.]+)` \\| (\\w+) \\|([^|]*)\\|([^|]*)\\|([^|]+)\\|([^|]*)\\|$", Pattern.MULTILINE);

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private static final Map<Meter.Type, String> TYPES = Map.of(
            Meter.Type.COUNTER, "counter",
            Meter.Type.GAUGE, "gauge",
            Meter.Type.TIMER, "timer",
            Meter.Type.DISTRIBUTION_SUMMARY, "summary");

    @Test
    void theTableListsTheMetersOfARunningNode() throws IOException {
        Map<String, String> documented = new TreeMap<>();
        for (MatchResult row : rows()) {
            List<String> tag = new ArrayList<>(code(row.group(4)));
            String key = tag.isEmpty() ? "" : tag.remove(0);
            documented.put(row.group(1), describe(row.group(2), row.group(3).trim(), key, tag));
        }
        assertThat(documented).isEqualTo(registered());
    }

    @Test
    void theTableHasAllSeriesOfGo() throws IOException {
        assertThat(rows().stream().flatMap(row -> code(row.group(6)).stream())).containsExactlyInAnyOrderElementsOf(GO);
    }

    private static Map<String, String> registered() {
        MeterRegistry registry = new SimpleMeterRegistry();
        VirtualTime time = new VirtualTime();
        VirtualNetwork net = new VirtualNetwork(time, new SplittableRandom(1));
        Serf serf = VirtualNode.start(time, net, 1, new MicrometerMetrics(registry, Tags.empty()));
        new MemberGauges(serf, registry, Tags.empty());
        time.advance(Duration.ofMinutes(1));
        Map<String, String> meters = new TreeMap<>();
        for (Meter meter : registry.getMeters()) {
            Meter.Id id = meter.getId();
            assertThat(id.getTags()).as(id.getName()).hasSizeLessThan(2);
            String key = id.getTags().stream().map(Tag::getKey).findAny().orElse("");
            List<String> values = registry.get(id.getName()).meters().stream()
                    .flatMap(each -> each.getId().getTags().stream())
                    .map(Tag::getValue)
                    .toList();
            String unit = id.getBaseUnit() == null ? "" : id.getBaseUnit();
            meters.put(id.getName(), describe(TYPES.get(id.getType()), unit, key, values));
        }
        return meters;
    }

    private static String describe(String type, String unit, String tag, List<String> values) {
        return type + " [" + unit + "] " + tag + new TreeSet<>(values);
    }

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("..", "docs", "metrics.md")))
                .results()
                .toList();
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(match -> match.group(1)).toList();
    }
}
