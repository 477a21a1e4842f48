package io.gossip.benchmarks.peers;

/**
 * Runs one scenario with one peer, and ends the process. The arguments, from {@code main}:
 *
 * <pre>
 * startup 1 ATTEMPT   one cold node
 * join N TRIES        N nodes at once
 * idle N TRIES        N nodes that do nothing, measured for two minutes after two of warm-up
 * crowd N TRIES       the same, shorter, for so many nodes that it is about memory and convergence
 * update N TRIES      one of N changes its tags
 * kill N TRIES        SIGKILL to one of N
 * hang N TRIES        SIGSTOP to one of N
 * leave N TRIES       one more joins and leaves
 * node PORT SEED      the victim of kill and hang
 * </pre>
 */
public final class Harness {

    private Harness() {}

    /**
     * Runs a scenario.
     *
     * @param peer who is measured
     * @param args scenario, number of nodes, number of tries
     * @throws Exception if it fails
     */
    public static void run(Peer peer, String[] args) throws Exception {
        String name = args[0];
        int first = Integer.parseInt(args[1]);
        int second = Integer.parseInt(args[2]);
        if (name.equals("node")) {
            peer.start(first, second, new View(first));
            Thread.sleep(CrashScenario.VICTIM_LIFETIME_MILLIS);
        } else {
            scenario(name, peer, new Records(peer)).run(first, second);
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static Scenario scenario(String name, Peer peer, Records records) {
        return switch (name) {
            case "startup" -> new StartupScenario(peer, records);
            case "join" -> new JoinScenario(peer, records);
            case "idle" -> new IdleScenario(peer, records, "idle", 120, 120);
            case "crowd" -> new IdleScenario(peer, records, "crowd", 30, 30);
            case "update" -> new UpdateScenario(peer, records);
            case "kill" -> new CrashScenario(peer, records, "kill", "-KILL");
            case "hang" -> new CrashScenario(peer, records, "hang", "-STOP");
            case "leave" -> new LeaveScenario(peer, records);
            default -> throw new IllegalArgumentException("no such scenario: " + name);
        };
    }
}
