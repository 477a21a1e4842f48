package io.gossip.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.gossip.Gossip;
import io.gossip.GossipNode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.List;
import java.util.Locale;

/**
 * What one node costs that does nothing but be a member of a cluster of three: processor time, garbage and live heap, beside
 * what the JVM takes without a node.
 *
 * <p>The node has this JVM to itself; the two others run in a second one. {@code SteadyState [warm-up seconds] [measured
 * seconds]}
 */
public final class SteadyState {

    private static final int BASE_PORT = 17_946;

    private SteadyState() {}

    /**
     * Measures, or plays the two others.
     *
     * @param args warm-up and measuring time in seconds, or {@code others}
     * @throws Exception if a node does not start
     */
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("others")) {
            List<GossipNode> others = List.of(start("second", 1), start("third", 2));
            System.in.read(); // until the measuring process ends
            others.forEach(GossipNode::close);
            return;
        }
        long warmUp = args.length > 0 ? Long.parseLong(args[0]) : 60;
        long measured = args.length > 1 ? Long.parseLong(args[1]) : 120;
        Process others = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SteadyState.class.getName(),
                        "others")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            System.out.println("JVM without a node: " + measure(measured));
            long heapBefore = liveHeap();
            try (GossipNode node = start("first", 0)) {
                Thread.sleep(warmUp * 1000);
                int members = node.serf().members().size();
                long heap = liveHeap() - heapBefore;
                System.out.printf(
                        Locale.ROOT,
                        "with a node, one of %d members: %s, %d KB of live heap%n",
                        members,
                        measure(measured),
                        heap / 1024);
            }
        } finally {
            others.destroy();
        }
    }

    private static String measure(long seconds) throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long cpu = system.getProcessCpuTime();
        long allocated = allocated();
        long start = System.nanoTime();
        Thread.sleep(seconds * 1000);
        double minutes = (System.nanoTime() - start) / 60e9;
        return String.format(
                Locale.ROOT,
                "CPU %.3f s/min, %.1f KB/s allocated",
                (system.getProcessCpuTime() - cpu) / 1e9 / minutes,
                (allocated() - allocated) / 1024.0 / (minutes * 60));
    }

    private static GossipNode start(String name, int offset) {
        return Gossip.builder()
                .name(name)
                .bind("127.0.0.1", BASE_PORT + offset)
                .seeds(List.of("127.0.0.1:" + BASE_PORT, "127.0.0.1:" + (BASE_PORT + 1)))
                .tag("service", "billing")
                .tag("port", "8080")
                .start();
    }

    private static long liveHeap() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
