package io.gossip.simulator.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** The command that repeats a run, to be pasted into a shell: what was typed, and the seed. */
final class CommandText {

    private static final String PROGRAM = "java -jar gossip-simulator.jar";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");
    private static final Pattern SPECIAL = Pattern.compile("[\"$`\\\\!]");

    private CommandText() {}

    static String of(CommandSpec spec, long seed) {
        ParseResult parsed = spec.commandLine().getParseResult();
        List<String> args = new ArrayList<>(List.of(spec.name()));
        List<String> typed = parsed.originalArgs();
        args.addAll(typed.subList(typed.indexOf(spec.name()) + 1, typed.size()));
        if (!parsed.hasMatchedOption("--seed")) {
            args.add("--seed");
            args.add(Long.toString(seed));
        }
        return args.stream().map(CommandText::quoted).collect(Collectors.joining(" ", PROGRAM + " ", ""));
    }

    static String quoted(String arg) {
        if (PLAIN.matcher(arg).matches()) {
            return arg;
        }
        // Double quotes are understood by all shells, but only if there is nothing in them that a shell replaces.
        return SPECIAL.matcher(arg).find() ? "'" + arg.replace("'", "'\\''") + "'" : '"' + arg + '"';
    }
}
