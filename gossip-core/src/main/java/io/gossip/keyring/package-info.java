/**
 * The keys of a running node, and the file they are kept in (protocol reference, section 12.4; serf reference, section
 * 15.2).
 */
@NullMarked
package io.gossip.keyring;

import org.jspecify.annotations.NullMarked;
