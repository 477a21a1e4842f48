/** What happens to the members of the cluster, as application events. */
@NullMarked
package io.gossip.spring.boot.event;

import org.jspecify.annotations.NullMarked;
