package io.gossip.interop;

import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistConfigBuilder;
import java.time.Duration;
import java.util.List;

/** How fast nodes probe. */
enum Pace {
    /** What users have. */
    LAN,
    /**
     * Finds a dead node of two within one or two seconds, for tests of many clusters. Java nodes push and pull only when they
     * join: whatever they are answered over TCP after that is a ping.
     */
    QUICK;

    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofMillis(150);

    /** As flags of the Go program. */
    List<String> flags() {
        return this == LAN
                ? List.of("-profile=lan")
                : List.of(
                        "-profile=local",
                        "-probe-interval=" + INTERVAL.toMillis() + "ms",
                        "-probe-timeout=" + TIMEOUT.toMillis() + "ms");
    }

    MemberlistConfigBuilder settings(String name) {
        return this == LAN
                ? MemberlistConfig.lan(name)
                : MemberlistConfig.local(name)
                        .probeInterval(INTERVAL)
                        .probeTimeout(TIMEOUT)
                        .pushPullInterval(Duration.ZERO);
    }
}
