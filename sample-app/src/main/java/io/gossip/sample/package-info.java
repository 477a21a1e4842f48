/**
 * A small shop of two services that find each other by gossip, in one jar.
 *
 * <p>Start at {@link io.gossip.sample.SampleApplication}: its first argument says which of them to play.
 */
@NullMarked
package io.gossip.sample;

import org.jspecify.annotations.NullMarked;
