package io.gossip.spring.boot.loadbalancer;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.core.CachingServiceInstanceListSupplier;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Empties the stock chain's cache when a service has changed, for those services whose chain the user chose
 * ({@code spring.cloud.loadbalancer.configurations}). A choice that was under way during the change may still put the old list
 * back; our own chain has no cache and no such gap.
 */
final class LoadBalancerCacheEviction {

    private final BeanFactory beanFactory;

    /** The cache manager is looked up by hand: Spring Cloud declares it to be no candidate for injection. */
    LoadBalancerCacheEviction(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    @EventListener
    @Order(Ordered.HIGHEST_PRECEDENCE)
    void servicesChanged(HeartbeatEvent event) {
        LoadBalancerCacheManager manager =
                beanFactory.getBeanProvider(LoadBalancerCacheManager.class).getIfAvailable();
        Cache cache = manager != null
                ? manager.getCache(CachingServiceInstanceListSupplier.SERVICE_INSTANCE_CACHE_NAME)
                : null;
        if (cache != null) {
            cache.clear();
        }
    }
}
