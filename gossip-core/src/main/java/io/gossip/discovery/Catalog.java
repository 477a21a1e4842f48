package io.gossip.discovery;

import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All services at one moment; immutable, equal to another catalog with the same instances.
 *
 * <p>Lists what {@link MemberStatus#ALIVE alive} members offer; those that are leaving, have left or failed are not listed.
 */
public final class Catalog {

    /** A catalog without services. */
    public static final Catalog EMPTY = new Catalog(new TreeMap<>());

    private final Map<String, List<ServiceInstance>> instances;
    private final List<String> services;

    private Catalog(SortedMap<String, List<ServiceInstance>> instances) {
        this.instances = Map.copyOf(instances);
        this.services = List.copyOf(instances.keySet());
    }

    /**
     * The services of the given members.
     *
     * @param members members in any status
     * @return the catalog; instances of a service stand in the order of the members
     */
    public static Catalog of(List<Member> members) {
        SortedMap<String, List<ServiceInstance>> found = new TreeMap<>();
        for (Member member : members) {
            if (member.status() == MemberStatus.ALIVE) {
                for (ServiceInstance instance : ServiceTags.fromMember(member)) {
                    found.computeIfAbsent(instance.service(), name -> new ArrayList<>())
                            .add(instance);
                }
            }
        }
        if (found.isEmpty()) {
            return EMPTY;
        }
        found.replaceAll((service, list) -> List.copyOf(list));
        return new Catalog(found);
    }

    /**
     * The instances of a service; allocates nothing.
     *
     * @param service exact name of the service
     * @return unmodifiable, empty if nobody offers it
     */
    public List<ServiceInstance> instances(String service) {
        return instances.getOrDefault(service, List.of());
    }

    /**
     * The names of all services; allocates nothing.
     *
     * @return unmodifiable, sorted
     */
    public List<String> services() {
        return services;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Catalog that && instances.equals(that.instances);
    }

    @Override
    public int hashCode() {
        return instances.hashCode();
    }

    /** The names of the services and how many instances each has. */
    @Override
    public String toString() {
        return services.stream()
                .map(service -> service + "=" + instances(service).size())
                .collect(Collectors.joining(", ", "Catalog[", "]"));
    }
}
