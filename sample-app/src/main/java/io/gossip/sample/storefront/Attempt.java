package io.gossip.sample.storefront;

import org.jspecify.annotations.Nullable;

/**
 * One try to reach an instance.
 *
 * @param instance which
 * @param failure why it did not answer; null if it did
 */
record Attempt(String instance, @Nullable String failure) {}
