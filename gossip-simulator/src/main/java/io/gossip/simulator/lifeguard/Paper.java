package io.gossip.simulator.lifeguard;

import java.util.List;
import java.util.Map;

/** What the paper measured: Tables IV to VII, and Figures 2 and 3 read back from their drawings. */
final class Paper {

    /** How often each cell was repeated. */
    static final int REPETITIONS = 10;

    /** Runs of the Interval experiment for each configuration. */
    static final int INTERVAL_RUNS = 4320;

    /**
     * Table VI.
     *
     * @param packets packets sent by all agents in all runs
     * @param bytes bytes in them
     */
    record Load(double packets, double bytes) {}

    /** Percentiles in seconds: first detection p50, p99, p99.9, full dissemination p50, p99, p99.9 (Table V). */
    static final Map<String, List<Double>> LATENCY = Map.of(
            Configuration.SWIM,
            List.of(12.44, 16.96, 19.40, 12.90, 16.93, 20.17),
            "LHA-Probe",
            List.of(12.42, 17.75, 20.10, 12.90, 17.98, 20.56),
            "LHA-Suspicion",
            List.of(12.42, 17.47, 25.41, 12.89, 17.33, 23.80),
            "Buddy System",
            List.of(12.45, 17.12, 19.16, 12.92, 17.18, 19.81),
            Configuration.LIFEGUARD,
            List.of(12.45, 17.90, 21.20, 12.91, 18.05, 21.68));

    private static final Load UNKNOWN = new Load(Double.NaN, Double.NaN);

    private static final Map<String, Load> LOAD = Map.of(
            Configuration.SWIM,
            load(435.33, 149.15),
            "LHA-Probe",
            load(428.62, 134.28),
            "LHA-Suspicion",
            load(484.55, 158.87),
            "Buddy System",
            load(435.62, 147.67),
            Configuration.LIFEGUARD,
            load(481.42, 146.13));

    /** FP for each C of {@link Cell#MEMBERS} (Figure 2); the sums are those of Table IV, but for 7 events at most. */
    static final Map<String, List<Integer>> FP = Map.of(
            Configuration.SWIM,
            List.of(906, 5_973, 11_288, 23_148, 34_502, 45_491, 58_962, 77_066, 81_666),
            "LHA-Probe",
            List.of(512, 3_208, 7_226, 15_200, 21_925, 36_476, 41_835, 50_268, 52_931),
            "LHA-Suspicion",
            List.of(49, 311, 142, 581, 1_341, 1_119, 1_762, 2_892, 1_977),
            "Buddy System",
            List.of(950, 6_388, 8_476, 20_190, 34_734, 46_446, 58_451, 71_732, 71_564),
            Configuration.LIFEGUARD,
            List.of(18, 143, 110, 224, 573, 751, 842, 1_335, 1_197));

    /** FP− for each C (Figure 3). */
    static final Map<String, List<Integer>> FP_AT_HEALTHY = Map.of(
            Configuration.SWIM,
            List.of(24, 9, 43, 40, 90, 204, 183, 276, 458),
            "LHA-Probe",
            List.of(2, 1, 3, 7, 57, 43, 57, 157, 109),
            "LHA-Suspicion",
            List.of(0, 1, 2, 4, 9, 10, 11, 18, 34),
            "Buddy System",
            List.of(1, 5, 12, 24, 45, 63, 96, 159, 186),
            Configuration.LIFEGUARD,
            List.of(0, 1, 4, 2, 0, 6, 4, 3, 5));

    /**
     * In percent of SWIM: first detection and full dissemination p50, p99, p99.9 in turn, FP, FP− (Table VII).
     */
    static final Map<String, List<Double>> TUNING = Map.of(
            Configuration.tuningLabel(2, 2), List.of(53.14, 55.12, 69.81, 73.07, 76.08, 76.20, 98.37, 31.15),
            Configuration.tuningLabel(2, 4), List.of(54.10, 56.28, 72.88, 76.96, 75.41, 75.11, 43.64, 22.47),
            Configuration.tuningLabel(2, 6), List.of(54.34, 56.74, 75.53, 79.15, 80.36, 78.58, 24.16, 13.65),
            Configuration.tuningLabel(4, 2), List.of(82.96, 84.42, 94.28, 97.05, 99.07, 92.17, 37.72, 20.29),
            Configuration.tuningLabel(4, 4), List.of(83.04, 84.03, 96.17, 96.69, 93.71, 95.14, 8.04, 9.50),
            Configuration.tuningLabel(4, 6), List.of(83.12, 84.42, 96.82, 96.52, 94.69, 92.71, 3.18, 4.83),
            Configuration.tuningLabel(5, 2), List.of(99.76, 99.92, 104.95, 105.73, 112.32, 107.64, 26.61, 15.38),
            Configuration.tuningLabel(5, 4), List.of(99.52, 99.61, 102.71, 105.08, 111.44, 107.93, 5.43, 5.05),
            Configuration.tuningLabel(5, 6), List.of(100.08, 100.08, 105.54, 106.62, 109.28, 107.49, 1.53, 1.89));

    private Paper() {}

    /** The sum of a row of a figure over some values of C. */
    static int sum(List<Integer> row, List<Integer> members) {
        return members.stream().mapToInt(c -> row.get(Grid.MEMBERS.indexOf(c))).sum();
    }

    /** A row of Table VI; not a number if it has no such row. */
    static Load load(String label) {
        return LOAD.getOrDefault(label, UNKNOWN);
    }

    private static Load load(double millions, double gib) {
        return new Load(millions * 1e6, gib * (1L << 30));
    }
}
