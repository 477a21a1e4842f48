package io.gossip.benchmarks.peers;

import java.io.PrintStream;

/**
 * Runs one scenario with one peer, and ends the process. The arguments, from {@code main}:
 *
 * <pre>
 * startup 1 ATTEMPT   one cold node
 * join N TRIES        N nodes at once
 * idle N TRIES        N nodes that do nothing, measured for two minutes after two of warm-up
 * crowd N TRIES       the same, shorter, for so many nodes that it is about memory and convergence
 * update N TRIES      one of N changes its tags
 * message N TRIES     one of N sends a message to all
 * throughput N TRIES  one of N sends messages to all at growing rates
 * loss-none N TRIES   N nodes for three minutes that lose nothing
 * loss-udp N TRIES    the same, a fifth of UDP is lost
 * loss-all N TRIES    the same, a fifth of UDP and TCP is lost
 * kill N TRIES        SIGKILL to one of N
 * hang N TRIES        SIGSTOP to one of N
 * leave N TRIES       one more joins and leaves
 * node PORT SEED      the victim of kill and hang
 * </pre>
 */
public final class Harness {

    private Harness() {}

    /**
     * Runs a scenario and ends the process, with a status other than 0 if the scenario fails.
     *
     * @param peer who is measured
     * @param args scenario, number of nodes, number of tries
     */
    public static void run(Peer peer, String[] args) {
        int status = 0;
        PrintStream out = System.out;
        System.setOut(System.err); // whatever a library prints is no record
        try {
            runScenario(peer, args, out);
        } catch (Throwable e) {
            e.printStackTrace();
            status = 1;
        }
        // A library's threads may not end by themselves.
        Runtime.getRuntime().halt(status);
    }

    private static void runScenario(Peer peer, String[] args, PrintStream out) throws Exception {
        String name = args[0];
        int first = Integer.parseInt(args[1]);
        int second = Integer.parseInt(args[2]);
        if (name.equals("node")) {
            peer.start(first, second, new View(first));
            Thread.sleep(CrashScenario.VICTIM_LIFETIME_MILLIS);
        } else {
            Records records = new Records(peer, out);
            try {
                scenario(name, peer, records).run(first, second);
            } catch (UnsupportedOperationException e) {
                System.err.println(peer.name() + " " + name + " is not supported: " + e.getMessage());
                records.add(name, first, 0, Records.UNSUPPORTED, 1);
            }
        }
    }

    private static Scenario scenario(String name, Peer peer, Records records) {
        return switch (name) {
            case "startup" -> new StartupScenario(peer, records);
            case "join" -> new JoinScenario(peer, records);
            case "idle" -> new IdleScenario(peer, records, "idle", 120, 120);
            case "crowd" -> new IdleScenario(peer, records, "crowd", 30, 30);
            case "update" -> new NewsScenario(peer, records, name, Peer.Node::update);
            case "message" -> new NewsScenario(peer, records, name, Peer.Node::broadcast);
            case "throughput" -> new ThroughputScenario(peer, records);
            case "loss-none" -> new LossScenario(peer, records, name, PacketLoss.NONE);
            case "loss-udp" -> new LossScenario(peer, records, name, PacketLoss.UDP);
            case "loss-all" -> new LossScenario(peer, records, name, PacketLoss.UDP_AND_TCP);
            case "kill" -> new CrashScenario(peer, records, "kill", "-KILL");
            case "hang" -> new CrashScenario(peer, records, "hang", "-STOP");
            case "leave" -> new LeaveScenario(peer, records);
            default -> throw new IllegalArgumentException("no such scenario: " + name);
        };
    }
}
