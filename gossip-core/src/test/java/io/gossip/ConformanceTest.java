package io.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import io.gossip.memberlist.InputConfig;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.transport.netty.NettyTransportConfig;
import io.gossip.wire.WireLimits;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/conformance.md} true: each section of the protocol reference has its rules, each rule its tests, and each
 * test exists, in whatever module; each limit on input has the value that is stated.
 *
 * <p>The tests are looked up in their sources, since not all modules are on the class path of this one.
 */
class ConformanceTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** Sections that say what a node does; the others describe, or are about the reference itself. */
    private static final List<String> SECTIONS = List.of(
            "2.1", "2.2", "2.3", "2.4", "2.5", "3.1", "3.2", "4", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "4.7",
            "4.8", "4.9", "4.10", "4.11", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "6.1", "6.2", "6.3", "6.4",
            "6.5", "6.6", "6.7", "6.8", "7.1", "7.3", "7.4", "7.5", "7.6", "7.7", "7.8", "8.1", "8.2", "8.3", "8.4",
            "8.5", "8.6", "8.7", "9.1", "9.2", "9.3", "9.4", "10.1", "10.2", "10.3", "10.4", "11.1", "11.2", "11.3",
            "11.4", "11.5", "12.1", "12.2", "12.3", "12.4", "13", "14", "15", "16.1", "16.2", "16.3", "16.4", "16.5",
            "16.6", "16.7", "16.8", "16.9", "17.1", "17.2", "17.3", "18.2", "18.4");

    private static final Pattern ROW = Pattern.compile("\\| (\\d+(?:\\.\\d+)?)[ ,(].*");
    private static final Pattern LIMIT = Pattern.compile("\\| 18\\.4 \\| `(\\w+\\.\\w+)` = ([\\d,]+(?: s)?): .*");
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*(?:\\.\\w+)?)#(\\w+)`");
    private static final Pattern TEST_ANNOTATION =
            Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate)\\b.*", Pattern.DOTALL);

    private final List<String> rows = rows();

    @Test
    void everySectionHasARule() {
        Set<String> covered = new HashSet<>();
        rules().forEach(rule -> covered.add(section(rule)));
        assertThat(covered).containsAll(SECTIONS);
    }

    @Test
    void everyRuleHasATest() {
        assertThat(rules()).isNotEmpty();
        assertThat(rules().stream().filter(rule -> !TEST.matcher(rule).find())).isEmpty();
    }

    @Test
    void everyLimitHasTheValueThatIsStated() throws ReflectiveOperationException {
        Map<String, String> stated = limits();
        Map<String, String> actual = new TreeMap<>();
        for (String limit : stated.keySet()) {
            actual.put(limit, text(valueOf(limit)));
        }
        assertThat(stated).hasSizeGreaterThan(30).isEqualTo(actual);
    }

    @Test
    void everyLimitIsStated() {
        Set<String> all = new TreeSet<>();
        for (Class<?> type : List.of(WireLimits.class, InputConfig.class)) {
            for (RecordComponent component : type.getRecordComponents()) {
                all.add(type.getSimpleName() + "." + component.getName());
            }
        }
        assertThat(limits().keySet()).containsAll(all);
    }

    private Map<String, String> limits() {
        Map<String, String> limits = new TreeMap<>();
        for (String rule : rules()) {
            Matcher limit = LIMIT.matcher(rule);
            if (limit.matches()) {
                limits.put(limit.group(1), limit.group(2));
            }
        }
        return limits;
    }

    /** Of a component of a configuration as it is by default, or of a constant. */
    private static Object valueOf(String limit) throws ReflectiveOperationException {
        String type = limit.substring(0, limit.indexOf('.'));
        String name = limit.substring(limit.indexOf('.') + 1);
        MemberlistConfig node = MemberlistConfig.lan("n").build();
        for (Record config : List.of(
                WireLimits.DEFAULTS, node.input(), node.admission(), node.streams(), NettyTransportConfig.defaults())) {
            if (config.getClass().getSimpleName().equals(type)) {
                return config.getClass().getMethod(name).invoke(config);
            }
        }
        for (String floor : List.of("wire", "memberlist", "serf", "runtime")) {
            try {
                Field constant =
                        Class.forName("io.gossip." + floor + "." + type).getDeclaredField(name);
                constant.setAccessible(true);
                return constant.get(null);
            } catch (ClassNotFoundException e) {
                // on another floor
            }
        }
        throw new ClassNotFoundException(type);
    }

    private static String text(Object value) {
        return value instanceof Duration duration
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
    }

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Set<String> named = new TreeSet<>();
        for (String row : rows) {
            Matcher test = TEST.matcher(row);
            while (test.find()) {
                named.add(test.group(1) + "#" + test.group(2));
            }
        }
        assertThat(named).hasSizeGreaterThan(300);
        assertThat(missing(named)).as("named in docs/conformance.md").isEmpty();
    }

    @Test
    void aTestThatDoesNotExistIsFound() throws IOException {
        assertThat(missing(Set.of(
                        "ConformanceTest#everyRuleHasATest",
                        "MembershipTest.WhenANodeIsSuspected#aLowerIncarnationIsIgnored",
                        "ProbeTest#carriesNews",
                        "StarterTest#noSuchMethod",
                        "ConformanceTest#missing",
                        "NoSuchTest#method")))
                .containsExactlyInAnyOrder("StarterTest#noSuchMethod", "ConformanceTest#missing", "NoSuchTest#method");
    }

    private List<String> rules() {
        // What is done differently has four columns, and may have no more than a reason.
        return rows.stream().filter(row -> row.split(" \\| ", -1).length == 3).toList();
    }

    private static String section(String row) {
        Matcher matcher = ROW.matcher(row);
        return matcher.matches() ? matcher.group(1) : "";
    }

    private static List<String> rows() {
        try (Stream<String> lines = Files.lines(ROOT.resolve("docs/conformance.md"))) {
            return lines.filter(line -> ROW.matcher(line).matches()).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Those of the given {@code Class#method} and {@code Class.Nested#method} that are no tests. */
    private static Set<String> missing(Set<String> named) throws IOException {
        Set<String> classes = new HashSet<>();
        named.forEach(test -> classes.add(test.substring(0, test.indexOf('#')).replaceFirst("\\..*", "")));
        Set<String> missing = new TreeSet<>(named);
        missing.removeAll(testsIn(sources(classes)));
        return missing;
    }

    private static List<Path> sources(Set<String> classes) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path tests :
                    modules.map(module -> module.resolve("src/test/java")).toList()) {
                if (Files.isDirectory(tests)) {
                    try (Stream<Path> files = Files.walk(tests)) {
                        files.filter(file -> classes.contains(
                                        file.getFileName().toString().replace(".java", "")))
                                .forEach(found::add);
                    }
                }
            }
        }
        return found;
    }

    private static Set<String> testsIn(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Set<String> tests = new HashSet<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                unit.getTypeDecls().forEach(type -> collect(type, "", "", tests));
            }
        }
        return tests;
    }

    /** A test in a nested class goes by the name of the outermost class, and also by that of both. */
    private static void collect(Tree tree, String outermost, String path, Set<String> tests) {
        if (tree instanceof ClassTree type) {
            String name = type.getSimpleName().toString();
            String outer = outermost.isEmpty() ? name : outermost;
            String here = path.isEmpty() ? name : path + "." + name;
            type.getMembers().forEach(member -> collect(member, outer, here, tests));
        } else if (tree instanceof MethodTree method
                && method.getModifiers().getAnnotations().stream()
                        .anyMatch(annotation ->
                                TEST_ANNOTATION.matcher(annotation.toString()).matches())) {
            tests.add(outermost + "#" + method.getName());
            tests.add(path + "#" + method.getName());
        }
    }
}
