/**
 * A node's numbers as Micrometer meters, for applications that have Micrometer on the class path; {@code docs/metrics.md} lists
 * them.
 *
 * <p>{@link io.gossip.micrometer.MicrometerMetrics} takes what the membership layer reports,
 * {@link io.gossip.micrometer.MemberGauges} counts the members.
 */
@NullMarked
package io.gossip.micrometer;

import org.jspecify.annotations.NullMarked;
