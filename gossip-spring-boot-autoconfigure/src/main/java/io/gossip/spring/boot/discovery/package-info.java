/** The members' services as Spring Cloud sees them: {@code DiscoveryClient}, blocking and reactive, and the heartbeat. */
@NullMarked
package io.gossip.spring.boot.discovery;

import org.jspecify.annotations.NullMarked;
