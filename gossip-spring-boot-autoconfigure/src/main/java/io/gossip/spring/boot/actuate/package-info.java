/** What operators see of the node: health, meters and the endpoint {@code gossip}. */
@NullMarked
package io.gossip.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
