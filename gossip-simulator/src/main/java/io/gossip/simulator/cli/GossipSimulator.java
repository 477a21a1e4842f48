package io.gossip.simulator.cli;

import io.gossip.simulator.lifeguard.LifeguardCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code gossip-simulator}. What is wrong with the arguments is said in one line, with exit code 2.
 *
 * <p>A further subcommand is a picocli class in the list below. Options that several of them have are mixins: {@link ClusterOptions},
 * {@link NetworkOptions}, {@link FaultOptions}, {@link SeedOption}, {@link OutputOptions}.
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
        int exitCode;
        try {
            exitCode = commandLine().execute(args);
        } catch (OutOfMemoryError e) {
            System.err.println(
                    "gossip-simulator: not enough memory; give it more, as with java -Xmx16g -jar, or try --fast");
            exitCode = CommandLine.ExitCode.SOFTWARE;
        }
        System.exit(exitCode);
    }

    /**
     * The command line, to be executed.
     *
     * @return a new one, which writes to the standard output and error streams
     */
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new GossipSimulator());
        line.setUsageHelpAutoWidth(true);
        Values.register(line);
        Complaints.register(line);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
