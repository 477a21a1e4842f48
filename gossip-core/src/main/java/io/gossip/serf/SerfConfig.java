package io.gossip.serf;

import io.gossip.memberlist.DelegateVersions;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.runtime.ConfigurationException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every setting of a serf node (serf protocol reference, section 12); immutable, checked when built.
 *
 * <p>The defaults are those of the Go library. What differs between a LAN and a WAN is in the {@link MemberlistConfig}.
 */
public final class SerfConfig {

    /** The Serf protocol: versions 2 to 5 are understood, 5 is spoken. */
    static final DelegateVersions PROTOCOL = new DelegateVersions(2, 5, 5);

    private static final int MAX_RING = 1 << 20;

    /** Keeps every time far from where nanoseconds overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final MemberlistConfig memberlist;
    private final Map<String, String> tags;
    private final Duration broadcastTimeout;
    private final Duration leavePropagateDelay;
    private final Duration reapInterval;
    private final Duration reconnectTimeout;
    private final Duration tombstoneTimeout;
    private final Duration recentIntentTimeout;
    private final Duration queueCheckInterval;
    private final int queueDepthWarning;
    private final int maxQueueDepth;
    private final int minQueueDepth;
    private final int eventBuffer;
    private final int queryBuffer;

    private SerfConfig(Builder builder) {
        this.memberlist =
                builder.memberlist.toBuilder().delegateVersions(PROTOCOL).build();
        this.tags = Collections.unmodifiableMap(new TreeMap<>(builder.tags));
        this.broadcastTimeout = builder.broadcastTimeout;
        this.leavePropagateDelay = builder.leavePropagateDelay;
        this.reapInterval = builder.reapInterval;
        this.reconnectTimeout = builder.reconnectTimeout;
        this.tombstoneTimeout = builder.tombstoneTimeout;
        this.recentIntentTimeout = builder.recentIntentTimeout;
        this.queueCheckInterval = builder.queueCheckInterval;
        this.queueDepthWarning = builder.queueDepthWarning;
        this.maxQueueDepth = builder.maxQueueDepth;
        this.minQueueDepth = builder.minQueueDepth;
        this.eventBuffer = builder.eventBuffer;
        this.queryBuffer = builder.queryBuffer;
    }

    /**
     * The defaults on top of a membership layer.
     *
     * @param memberlist settings of the membership layer; its delegate versions are replaced by those of Serf
     * @return a builder with the default values
     */
    public static Builder builder(MemberlistConfig memberlist) {
        return new Builder(memberlist);
    }

    /**
     * A builder that starts from these values.
     *
     * @return a new builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder(memberlist);
        builder.tags = tags;
        builder.broadcastTimeout = broadcastTimeout;
        builder.leavePropagateDelay = leavePropagateDelay;
        builder.reapInterval = reapInterval;
        builder.reconnectTimeout = reconnectTimeout;
        builder.tombstoneTimeout = tombstoneTimeout;
        builder.recentIntentTimeout = recentIntentTimeout;
        builder.queueCheckInterval = queueCheckInterval;
        builder.queueDepthWarning = queueDepthWarning;
        builder.maxQueueDepth = maxQueueDepth;
        builder.minQueueDepth = minQueueDepth;
        builder.eventBuffer = eventBuffer;
        builder.queryBuffer = queryBuffer;
        return builder;
    }

    /**
     * See {@link Builder#memberlist}.
     *
     * @return settings of the membership layer
     */
    public MemberlistConfig memberlist() {
        return memberlist;
    }

    /**
     * See {@link Builder#tags}.
     *
     * @return what the node tells others about itself from the start; unmodifiable, sorted by key
     */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * See {@link Builder#broadcastTimeout}.
     *
     * @return how long {@link Serf#leave}, {@link Serf#setTags} and {@link Serf#forceLeave} wait until their news has been gossiped
     */
    public Duration broadcastTimeout() {
        return broadcastTimeout;
    }

    /**
     * See {@link Builder#leavePropagateDelay}.
     *
     * @return how long a node that leaves still answers probes, so that nobody takes it for failed
     */
    public Duration leavePropagateDelay() {
        return leavePropagateDelay;
    }

    /**
     * See {@link Builder#reapInterval}.
     *
     * @return time between two looks for members to be forgotten
     */
    public Duration reapInterval() {
        return reapInterval;
    }

    /**
     * See {@link Builder#reconnectTimeout}.
     *
     * @return how long a failed member is shown; it is looked for as long as {@link io.gossip.memberlist.RejoinConfig#memory} says
     */
    public Duration reconnectTimeout() {
        return reconnectTimeout;
    }

    /**
     * See {@link Builder#tombstoneTimeout}.
     *
     * @return how long a member that left is remembered
     */
    public Duration tombstoneTimeout() {
        return tombstoneTimeout;
    }

    /**
     * See {@link Builder#recentIntentTimeout}.
     *
     * @return how long an intent of a node that is not yet a member is remembered
     */
    public Duration recentIntentTimeout() {
        return recentIntentTimeout;
    }

    /**
     * See {@link Builder#queueCheckInterval}.
     *
     * @return time between two looks at the length of the broadcast queues
     */
    public Duration queueCheckInterval() {
        return queueCheckInterval;
    }

    /**
     * See {@link Builder#queueDepthWarning}.
     *
     * @return number of queued messages from which a warning is logged
     */
    public int queueDepthWarning() {
        return queueDepthWarning;
    }

    /**
     * See {@link Builder#maxQueueDepth}.
     *
     * @return number of queued messages that may stay
     */
    public int maxQueueDepth() {
        return maxQueueDepth;
    }

    /**
     * See {@link Builder#minQueueDepth}.
     *
     * @return if above zero, as many messages may stay queued as there are members, twice, but at least this many
     */
    public int minQueueDepth() {
        return minQueueDepth;
    }

    /**
     * See {@link Builder#eventBuffer}.
     *
     * @return how many Lamport times of user events are remembered to recognise repetitions
     */
    public int eventBuffer() {
        return eventBuffer;
    }

    /**
     * See {@link Builder#queryBuffer}.
     *
     * @return how many Lamport times of queries are remembered to recognise repetitions
     */
    public int queryBuffer() {
        return queryBuffer;
    }

    /** Collects settings; not safe for use by several threads. */
    public static final class Builder {
        private MemberlistConfig memberlist;
        private Map<String, String> tags = Map.of();
        private Duration broadcastTimeout = Duration.ofSeconds(5);
        private Duration leavePropagateDelay = Duration.ofSeconds(1);
        private Duration reapInterval = Duration.ofSeconds(15);
        private Duration reconnectTimeout = Duration.ofHours(24);
        private Duration tombstoneTimeout = Duration.ofHours(24);
        private Duration recentIntentTimeout = Duration.ofMinutes(5);
        private Duration queueCheckInterval = Duration.ofSeconds(30);
        private int queueDepthWarning = 128;
        private int maxQueueDepth = 4096;
        private int minQueueDepth = 0;
        private int eventBuffer = 512;
        private int queryBuffer = 512;

        private Builder(MemberlistConfig memberlist) {
            this.memberlist = memberlist;
        }

        /**
         * Sets: the membership layer; its delegate versions are replaced by those of Serf.
         *
         * @param memberlist the new value
         * @return this builder
         */
        public Builder memberlist(MemberlistConfig memberlist) {
            this.memberlist = memberlist;
            return this;
        }

        /**
         * Sets: what the node tells others about itself from the start; at most 512 bytes on the wire.
         *
         * @param tags the new value; copied
         * @return this builder
         */
        public Builder tags(Map<String, String> tags) {
            this.tags = Map.copyOf(tags);
            return this;
        }

        /**
         * Sets: how long {@link Serf#leave}, {@link Serf#setTags} and {@link Serf#forceLeave} wait until their news has been gossiped.
         *
         * @param broadcastTimeout the new value
         * @return this builder
         */
        public Builder broadcastTimeout(Duration broadcastTimeout) {
            this.broadcastTimeout = broadcastTimeout;
            return this;
        }

        /**
         * Sets: how long a node that leaves still answers probes, so that nobody takes it for failed.
         *
         * @param leavePropagateDelay the new value
         * @return this builder
         */
        public Builder leavePropagateDelay(Duration leavePropagateDelay) {
            this.leavePropagateDelay = leavePropagateDelay;
            return this;
        }

        /**
         * Sets: time between two looks for members to be forgotten.
         *
         * @param reapInterval the new value
         * @return this builder
         */
        public Builder reapInterval(Duration reapInterval) {
            this.reapInterval = reapInterval;
            return this;
        }

        /**
         * Sets: how long a failed member is shown; it is looked for as long as {@link io.gossip.memberlist.RejoinConfig#memory} says.
         *
         * @param reconnectTimeout the new value
         * @return this builder
         */
        public Builder reconnectTimeout(Duration reconnectTimeout) {
            this.reconnectTimeout = reconnectTimeout;
            return this;
        }

        /**
         * Sets: how long a member that left is remembered.
         *
         * @param tombstoneTimeout the new value
         * @return this builder
         */
        public Builder tombstoneTimeout(Duration tombstoneTimeout) {
            this.tombstoneTimeout = tombstoneTimeout;
            return this;
        }

        /**
         * Sets: how long an intent of a node that is not yet a member is remembered.
         *
         * @param recentIntentTimeout the new value
         * @return this builder
         */
        public Builder recentIntentTimeout(Duration recentIntentTimeout) {
            this.recentIntentTimeout = recentIntentTimeout;
            return this;
        }

        /**
         * Sets: time between two looks at the length of the broadcast queues.
         *
         * @param queueCheckInterval the new value
         * @return this builder
         */
        public Builder queueCheckInterval(Duration queueCheckInterval) {
            this.queueCheckInterval = queueCheckInterval;
            return this;
        }

        /**
         * Sets: number of queued messages from which a warning is logged, 1 or more.
         *
         * @param queueDepthWarning the new value
         * @return this builder
         */
        public Builder queueDepthWarning(int queueDepthWarning) {
            this.queueDepthWarning = queueDepthWarning;
            return this;
        }

        /**
         * Sets: number of queued messages that may stay; unused if {@link Builder#minQueueDepth} is set; 1 or more.
         *
         * @param maxQueueDepth the new value
         * @return this builder
         */
        public Builder maxQueueDepth(int maxQueueDepth) {
            this.maxQueueDepth = maxQueueDepth;
            return this;
        }

        /**
         * Sets: if above zero, as many messages may stay queued as there are members, twice, but at least this many.
         *
         * @param minQueueDepth the new value
         * @return this builder
         */
        public Builder minQueueDepth(int minQueueDepth) {
            this.minQueueDepth = minQueueDepth;
            return this;
        }

        /**
         * Sets: how many Lamport times of user events are remembered to recognise repetitions, 1 to 1,048,576.
         *
         * @param eventBuffer the new value
         * @return this builder
         */
        public Builder eventBuffer(int eventBuffer) {
            this.eventBuffer = eventBuffer;
            return this;
        }

        /**
         * Sets: how many Lamport times of queries are remembered to recognise repetitions, 1 to 1,048,576.
         *
         * @param queryBuffer the new value
         * @return this builder
         */
        public Builder queryBuffer(int queryBuffer) {
            this.queryBuffer = queryBuffer;
            return this;
        }

        /**
         * Checks the settings and freezes them.
         *
         * @return the configuration
         * @throws ConfigurationException naming the first setting that cannot work, its value and what is allowed
         * @throws TagsTooLargeException if the tags take more than 512 bytes on the wire
         */
        public SerfConfig build() {
            Tags.encode(tags);
            positive("broadcastTimeout", broadcastTimeout);
            notNegative("leavePropagateDelay", leavePropagateDelay);
            positive("reapInterval", reapInterval);
            notNegative("reconnectTimeout", reconnectTimeout);
            notNegative("tombstoneTimeout", tombstoneTimeout);
            positive("recentIntentTimeout", recentIntentTimeout);
            positive("queueCheckInterval", queueCheckInterval);
            between("queueDepthWarning", queueDepthWarning, 1, Integer.MAX_VALUE);
            between("maxQueueDepth", maxQueueDepth, 1, Integer.MAX_VALUE);
            between("minQueueDepth", minQueueDepth, 0, Integer.MAX_VALUE);
            between("eventBuffer", eventBuffer, 1, MAX_RING);
            between("queryBuffer", queryBuffer, 1, MAX_RING);
            return new SerfConfig(this);
        }

        private static void positive(String property, Duration value) {
            if (value.isZero() || value.isNegative() || value.compareTo(LONGEST) > 0) {
                throw new ConfigurationException(property, value, "longer than zero and at most " + LONGEST);
            }
        }

        private static void notNegative(String property, Duration value) {
            if (value.isNegative() || value.compareTo(LONGEST) > 0) {
                throw new ConfigurationException(property, value, "zero or longer and at most " + LONGEST);
            }
        }

        private static void between(String property, int value, int min, int max) {
            if (value < min || value > max) {
                String allowed = max == Integer.MAX_VALUE ? min + " or more" : min + " to " + max;
                throw new ConfigurationException(property, value, allowed);
            }
        }
    }
}
