/** What operators see of the node: health and the endpoint {@code gossip}. */
@NullMarked
package io.gossip.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
