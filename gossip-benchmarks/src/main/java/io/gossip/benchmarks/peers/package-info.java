/**
 * The same scenarios for this engine and for its peers, many nodes in one process: start, join, idle, news, crash,
 * leave, packet loss.
 *
 * <p>{@link Harness} runs a scenario with a {@link Peer}; {@code gossip-benchmarks/go} is its twin for Go. What they print
 * {@link RatioTable} sets side by side, and beside what {@link Theory} says the timers allow.
 */
@NullMarked
package io.gossip.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
