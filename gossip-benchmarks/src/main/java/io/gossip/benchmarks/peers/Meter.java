package io.gossip.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What this process has used, and what went over the loopback interface of its network namespace. Linux only. */
final class Meter {

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private Meter() {}

    static double cpuSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** Live heap in KiB. */
    static double liveHeap() throws InterruptedException {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < 3; i++) {
            memory.gc();
            Thread.sleep(200);
        }
        return memory.getHeapMemoryUsage().getUsed() / 1024.0;
    }

    /** Memory of the process in KiB; follows the limit of the heap rather than what is in it. */
    static double residentSet() {
        return number("/proc/self/status", "VmRSS:", 0);
    }

    static double threads() {
        return number("/proc/self/status", "Threads:", 0);
    }

    static double loopbackPackets() {
        return number("/proc/self/net/dev", "lo:", 9);
    }

    static double loopbackBytes() {
        return number("/proc/self/net/dev", "lo:", 8);
    }

    /** Whether no packets of others pass the network that this process is in. */
    static boolean hasOnlyLoopback() {
        return lines("/proc/self/net/dev").stream()
                .filter(line -> line.contains(":"))
                .allMatch(line -> line.strip().startsWith("lo:"));
    }

    private static double number(String file, String label, int column) {
        for (String line : lines(file)) {
            String text = line.strip();
            if (text.startsWith(label)) {
                String[] columns = BLANKS.split(text.substring(label.length()).strip(), -1);
                return Double.parseDouble(columns[column]);
            }
        }
        throw new IllegalStateException("no " + label + " in " + file);
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
