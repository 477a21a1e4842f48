/**
 * What a node is handed instead of threads and clocks: an event loop, timers on it, and a way out to the application's
 * own threads.
 *
 * <p>Protocol code sees only the interfaces; the implementations here adapt Netty and the JDK's executors.
 */
@NullMarked
package io.gossip.runtime;

import org.jspecify.annotations.NullMarked;
