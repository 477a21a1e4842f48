package io.gossip.sample.demo;

import io.gossip.sample.SampleApplication;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command that starts another process of this program. */
final class JavaCommand {

    /** For short-lived processes, several on one machine: start fast, stay small. */
    private static final List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");

    private JavaCommand() {}

    /** A process in the given role that ends with this one. */
    static List<String> of(String role, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(program(System.getProperty("java.class.path")));
        command.add(role);
        command.add("--child");
        command.addAll(options);
        return List.copyOf(command);
    }

    /** An inventory that only this machine can call; it is told the demo's settings for gossip, but no others. */
    static List<String> forInventory(List<String> options) {
        List<String> own = new ArrayList<>();
        own.add("--server.address=127.0.0.1");
        options.stream().filter(option -> option.startsWith("--gossip.")).forEach(own::add);
        return of("inventory", own);
    }

    /** A single jar is what {@code java -jar} was given; anything else is a class path, as in an IDE. */
    static List<String> program(String classPath) {
        return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
                ? List.of("-jar", classPath)
                : List.of("-cp", classPath, SampleApplication.class.getName());
    }
}
