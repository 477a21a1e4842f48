package io.gossip.simulator.chaos;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import io.gossip.simulator.Chance;
import io.gossip.simulator.faults.FaultScript;
import io.gossip.wire.Bytes;
import io.gossip.wire.FramingConfig;
import io.gossip.wire.Keyring;
import io.gossip.wire.WireLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * With which settings the nodes of a chaos run work, so that not only the defaults are tried.
 *
 * @param profile lan, local, wan or hasty, which is lan five times as fast
 * @param encrypted whether packets and streams are encrypted
 * @param label the cluster's label, or empty
 * @param compressed whether what is sent is compressed
 * @param packetSize the longest packet in bytes
 * @param reclaim how long a node must be dead before its name may come back from another address; zero means until it is forgotten
 * @param streams how many streams of others a node has open at once; zero means as many as without a word
 * @param atOnce whether the faults begin at once, or only when all nodes have found each other
 * @param applications how many questions and messages may wait for the application behind a node; zero means that there is none
 * @param drills what is done to the cluster once it has recovered, one after the other
 */
public record ChaosSettings(
        Profile profile,
        boolean encrypted,
        String label,
        boolean compressed,
        int packetSize,
        Duration reclaim,
        int streams,
        boolean atOnce,
        int applications,
        List<Drill> drills) {

    private static final int DRILLS = 2;

    /** It protects nothing. */
    private static final Bytes KEY = Bytes.of(new byte[16]);

    /** Groups of settings that fit together. */
    public enum Profile {
        /** One data centre. */
        LAN,
        /** One machine. */
        LOCAL,
        /** Many data centres. */
        WAN,
        /** All five times as fast as in one data centre. */
        HASTY
    }

    /**
     * Copies the list.
     *
     * @param profile lan, local, wan or hasty
     * @param encrypted whether packets and streams are encrypted
     * @param label the cluster's label, or empty
     * @param compressed whether what is sent is compressed
     * @param packetSize the longest packet in bytes
     * @param reclaim how long a node must be dead before its name may come back from another address
     * @param streams how many streams of others a node has open at once; zero means as many as without a word
     * @param atOnce whether the faults begin at once
     * @param applications how many questions and messages may wait for the application behind a node
     * @param drills what is done to the cluster once it has recovered
     */
    public ChaosSettings {
        drills = List.copyOf(drills);
    }

    /**
     * Draws settings.
     *
     * @param seed the seed of the run
     * @param script what goes wrong, which may demand encryption
     * @return always the same for the same seed and script
     */
    public static ChaosSettings drawn(long seed, FaultScript script) {
        RandomGenerator random = new Chance(seed).stream("settings");
        int profile = random.nextInt(10);
        boolean drawnEncrypted = random.nextInt(4) == 0;
        boolean encrypted = drawnEncrypted || script.needsEncryption();
        int applications = applications(new Chance(seed).stream("applications"), script);
        return new ChaosSettings(
                profile < 5 ? Profile.LAN : profile < 7 ? Profile.LOCAL : profile < 8 ? Profile.WAN : Profile.HASTY,
                encrypted,
                random.nextInt(4) == 0 ? "chaos" : "",
                random.nextBoolean(),
                random.nextInt(3) == 0 ? 512 + random.nextInt(900) : 1400,
                random.nextInt(3) == 0 ? Duration.ofSeconds(1 + random.nextInt(20)) : Duration.ZERO,
                new Chance(seed).stream("streams").nextInt(4) == 0 ? 4 : 0,
                random.nextInt(4) == 0,
                applications,
                drills(new Chance(seed).stream("drills"), encrypted, applications > 0));
    }

    private static int applications(RandomGenerator random, FaultScript script) {
        boolean some = random.nextInt(3) == 0 || script.needsApplications();
        int waiting = random.nextInt(4) == 0 ? 1 + random.nextInt(8) : 1024;
        return some ? waiting : 0;
    }

    private static List<Drill> drills(RandomGenerator random, boolean encrypted, boolean applications) {
        List<Drill> left = new ArrayList<>(List.of(Drill.values()));
        left.remove(encrypted ? Drill.ENCRYPTION : Drill.KEYS);
        // Each of the two can be only in some of the runs.
        left.add(encrypted ? Drill.KEYS : Drill.ENCRYPTION);
        if (!applications) {
            left.remove(Drill.DELEGATES);
        }
        List<Drill> drawn = new ArrayList<>();
        while (drawn.size() < DRILLS) {
            Drill drill = left.get(random.nextInt(left.size()));
            left.removeIf(drill::equals);
            drawn.add(drill);
        }
        return drawn;
    }

    ChaosSettings without(Drill drill) {
        List<Drill> others = new ArrayList<>(drills);
        others.remove(drill);
        return new ChaosSettings(
                profile, encrypted, label, compressed, packetSize, reclaim, streams, atOnce, applications, others);
    }

    /**
     * The settings of a node.
     *
     * @param name the node's name
     * @return a builder with them
     */
    public MemberlistConfigBuilder of(String name) {
        Keyring keys = encrypted ? Keyring.of(List.of(KEY), KEY) : new Keyring();
        FramingConfig framing =
                new FramingConfig(label, false, compressed, keys, true, true, 1, false, WireLimits.DEFAULTS);
        MemberlistConfigBuilder settings =
                profile(name).framing(framing).packetSize(packetSize).deadNodeReclaim(reclaim);
        if (applications > 0) {
            settings.handoffQueueDepth(applications);
        }
        return streams == 0 ? settings : settings.maxInboundStreams(streams).maxPushPulls(Math.max(1, streams / 2));
    }

    private MemberlistConfigBuilder profile(String name) {
        return switch (profile) {
            case LAN -> MemberlistConfig.lan(name);
            case LOCAL -> MemberlistConfig.local(name);
            case WAN -> MemberlistConfig.wan(name);
            case HASTY ->
                MemberlistConfig.lan(name)
                        .probeInterval(Duration.ofMillis(200))
                        .probeTimeout(Duration.ofMillis(100))
                        .gossipInterval(Duration.ofMillis(40))
                        .gossipToTheDead(Duration.ofSeconds(6))
                        .pushPullInterval(Duration.ofSeconds(6))
                        .streamTimeout(Duration.ofSeconds(2))
                        .rejoinMaxBackoff(Duration.ofSeconds(6))
                        .rejoinInterval(Duration.ofSeconds(6));
        };
    }
}
