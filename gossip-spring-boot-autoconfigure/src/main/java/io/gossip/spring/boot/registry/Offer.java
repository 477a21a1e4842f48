package io.gossip.spring.boot.registry;

import io.gossip.discovery.ServiceInstance;
import io.gossip.discovery.ServiceRegistration;
import io.gossip.discovery.ServiceTags;
import io.gossip.serf.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a node offers, in the words of the tag schema.
 *
 * @param tags all tags of the node
 * @param instanceIds under which id others will list each service
 */
record Offer(Map<String, String> tags, Map<GossipRegistration, String> instanceIds) {

    /**
     * Writes services into tags.
     *
     * @param offered the services, the one without suffix first
     * @param shared further tags
     * @param self the node
     */
    static Offer of(List<GossipRegistration> offered, Map<String, String> shared, Member self) {
        Map<String, String> tags = new TreeMap<>(ServiceTags.toTags(
                offered.stream().map(GossipRegistration::service).toList(), shared));
        // The core chooses the suffixes; reading the tags back, as others will do, tells which.
        List<ServiceInstance> listed = new ArrayList<>(ServiceTags.fromMember(
                new Member(self.name(), self.address(), tags, self.status(), self.versions(), self.incarnation())));
        Map<GossipRegistration, String> ids = new LinkedHashMap<>();
        for (GossipRegistration registration : offered) {
            ServiceInstance instance = take(registration.service(), self, listed);
            String suffix =
                    instance.instanceId().substring(self.name().length()).replaceFirst("^/", ".");
            String chosen = registration.chosenId();
            if (chosen != null) {
                tags.put(ServiceTags.ID + suffix, chosen);
            }
            ids.put(registration, chosen != null ? chosen : instance.instanceId());
        }
        return new Offer(tags, ids);
    }

    private static ServiceInstance take(ServiceRegistration service, Member self, List<ServiceInstance> listed) {
        String host = service.host() != null
                ? service.host()
                : self.address().socketAddress().getAddress().getHostAddress();
        ServiceInstance found = listed.stream()
                .filter(instance -> instance.service().equals(service.service())
                        && instance.port() == service.port()
                        && instance.host().equals(host))
                .findFirst()
                .orElseThrow();
        listed.remove(found);
        return found;
    }
}
