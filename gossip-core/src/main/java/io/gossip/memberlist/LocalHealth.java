package io.gossip.memberlist;

/**
 * Lifeguard's local health multiplier: how far this node distrusts its own judgement of others.
 *
 * <p>A node that gets no answers may be the slow one itself. Each sign of that raises the score, each answered probe lowers
 * it, and the probe interval is stretched by the score plus one (Lifeguard, section IV-A; protocol reference, section 9.4).
 */
final class LocalHealth {

    private final int maxScore;
    private final MemberlistMetrics metrics;
    private volatile int score;

    /** A healthy node whose multiplier may grow to the given bound. */
    LocalHealth(int maxMultiplier, MemberlistMetrics metrics) {
        this.maxScore = maxMultiplier - 1;
        this.metrics = metrics;
    }

    /** Adds a sign of sickness (positive) or health (negative); the score stays within its bounds. */
    void adjust(int delta) {
        int before = score;
        int after = Math.max(0, Math.min(maxScore, before + delta));
        if (after != before) {
            score = after;
            metrics.healthScore(after);
        }
    }

    /** 0 is healthy; may be read from any thread. */
    int score() {
        return score;
    }

    /** The duration stretched by the present score. */
    long stretch(long nanos) {
        return nanos * (score + 1L);
    }
}
