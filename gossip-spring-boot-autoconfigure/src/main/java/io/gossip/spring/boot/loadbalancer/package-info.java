/** Instances for Spring Cloud LoadBalancer that are never older than the catalog. */
@NullMarked
package io.gossip.spring.boot.loadbalancer;

import org.jspecify.annotations.NullMarked;
