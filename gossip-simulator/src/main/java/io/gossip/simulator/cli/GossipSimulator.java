package io.gossip.simulator.cli;

import io.gossip.simulator.chaos.ChaosCommand;
import io.gossip.simulator.chaos.ReplayCommand;
import io.gossip.simulator.lifeguard.LifeguardCommand;
import io.gossip.simulator.rumour.RumourCommand;
import java.io.PrintWriter;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code gossip-simulator}. What is wrong with the arguments is said in one line, with exit code 2.
 *
 * <p>A further subcommand is a picocli class in the list below; {@link ClusterOptions} has the options that they share.
 */
@Command(
        name = "gossip-simulator",
        description = "Runs whole clusters in virtual time, on a network with the faults you ask for.",
        subcommands = {
            RunCommand.class,
            ScenarioCommand.class,
            FaultsCommand.class,
            ChaosCommand.class,
            ReplayCommand.class,
            LifeguardCommand.class,
            RumourCommand.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortSynopsis = false)
public final class GossipSimulator implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Made by picocli. */
    @SuppressWarnings("NullAway.Init")
    public GossipSimulator() {}

    /**
     * Runs the command and ends the process.
     *
     * @param args what to do
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /**
     * The command line, to be executed.
     *
     * @return a new one, which writes to the standard output and error streams
     */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new GossipSimulator());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.registerConverter(Duration.class, Values::duration);
        line.registerConverter(Share.class, Share::parse);
        line.registerConverter(Latency.class, Latency::parse);
        line.setParameterExceptionHandler((wrong, args) -> complain(wrong.getCommandLine(), wrong));
        line.setExecutionExceptionHandler((cause, command, result) -> {
            if (cause instanceof IllegalArgumentException || cause instanceof UserError) {
                return complain(command, cause);
            }
            throw cause;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    /** In one line, so that a log shows all of it. */
    private static int complain(CommandLine command, Exception cause) {
        PrintWriter err = command.getErr();
        String message = String.valueOf(cause.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        err.println(command.getCommandSpec().qualifiedName() + ": " + message);
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }
}
