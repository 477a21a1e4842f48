/**
 * Who is in the cluster: SWIM with Lifeguard, as HashiCorp's memberlist speaks it.
 *
 * <p>{@link io.gossip.memberlist.MemberlistNode} is the way in. Behind it every object is plain and single-threaded, owned by
 * one event loop; the rules are in {@code Membership}, {@code FailureDetector}, {@code Gossiper} and {@code AntiEntropy}.
 */
@NullMarked
package io.gossip.memberlist;

import org.jspecify.annotations.NullMarked;
