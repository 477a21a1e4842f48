package io.gossip.simulator.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command, with what is allowed: in one line, so that a log shows all of it, and with exit code 2. */
final class Complaints {

    private static final String LIST = ", ";

    private Complaints() {}

    /** Has a command line say everything that the user can mend in this form; anything else is a bug, and keeps its stack trace. */
    static void register(CommandLine line) {
        line.setParameterExceptionHandler((wrong, args) -> complain(wrong.getCommandLine(), message(wrong)));
        line.setExecutionExceptionHandler((cause, command, result) -> {
            if (cause instanceof IllegalArgumentException || cause instanceof UserError) {
                return complain(command, String.valueOf(cause.getMessage()));
            }
            if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
                return complain(command, message(unchecked.getCause()));
            }
            if (cause instanceof IOException real) {
                return complain(command, message(real));
            }
            throw cause;
        });
    }

    /** The message of most is no more than the name of the file. */
    private static String message(IOException cause) {
        return cause.getClass().getSimpleName() + ": " + cause.getMessage();
    }

    private static String message(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return wrong.getMessage() + (command.getSubcommands().isEmpty() ? "" : "; there are " + commands(command));
        }
        String first = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            return "there is no option '" + first + "'" + guess(unmatched) + "; there are " + options(command);
        }
        if (!command.getSubcommands().isEmpty()) {
            return "there is no command '" + first + "'" + guess(unmatched) + "; there are " + commands(command);
        }
        return "'" + first + "' belongs to no option; there are " + options(command);
    }

    private static String guess(UnmatchedArgumentException unmatched) {
        List<String> similar = unmatched.getSuggestions();
        return similar.isEmpty() ? "" : " (did you mean " + String.join(" or ", similar) + "?)";
    }

    private static String commands(CommandLine command) {
        return String.join(LIST, command.getSubcommands().keySet());
    }

    private static String options(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(LIST));
    }

    private static int complain(CommandLine command, String message) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": "
                        + message.strip().replaceAll("\\s*\\R\\s*", " "));
        command.getErr().flush();
        return CommandLine.ExitCode.USAGE;
    }
}
