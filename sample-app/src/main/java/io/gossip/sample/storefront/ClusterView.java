package io.gossip.sample.storefront;

import io.gossip.discovery.ServiceInstance;
import io.gossip.discovery.ServiceTags;
import io.gossip.sample.storefront.OwnProcesses.OwnProcess;
import io.gossip.serf.Member;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The cluster at one moment, as one member sees it.
 *
 * @param now the moment
 * @param self name of the member that sees it so
 * @param members all it knows, those that are gone included
 * @param timeline what happened, newest first
 * @param processes instances that can be stopped here; null outside the demo
 */
record ClusterView(
        Instant now,
        String self,
        List<MemberView> members,
        List<Timeline.Entry> timeline,
        @Nullable List<OwnProcess> processes) {

    /**
     * One member.
     *
     * @param name its name
     * @param status alive, leaving, left or failed
     * @param since since when; null if that was before this member came
     * @param address where it gossips
     * @param services what it offers: name of the service, and where
     * @param tags what it tells others about itself
     * @param incarnation how often it had to speak up for itself
     */
    record MemberView(
            String name,
            String status,
            @Nullable Instant since,
            String address,
            Map<String, String> services,
            Map<String, String> tags,
            long incarnation) {

        static MemberView of(Member member, @Nullable Instant since) {
            return new MemberView(
                    member.name(),
                    member.status().name().toLowerCase(Locale.ROOT),
                    since,
                    member.address().toString(),
                    ServiceTags.fromMember(member).stream()
                            .collect(Collectors.toMap(
                                    ServiceInstance::service, MemberView::url, (first, second) -> first)),
                    member.tags(),
                    member.incarnation());
        }

        private static String url(ServiceInstance instance) {
            return (instance.secure() ? "https://" : "http://") + instance.host() + ":" + instance.port();
        }
    }
}
