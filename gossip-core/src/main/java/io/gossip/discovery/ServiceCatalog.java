package io.gossip.discovery;

import io.gossip.serf.Member;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Always the newest {@link Catalog}, computed only when the members have changed; safe for use by several threads, without
 * locks.
 *
 * <p>A change of the members that changes no service gives the catalog that was there before, so that callers learn by
 * {@code ==} whether they have anything to do.
 */
public final class ServiceCatalog {

    /** The catalog of one list of members. */
    private record Memo(List<Member> members, Catalog catalog) {}

    private final Supplier<List<Member>> members;
    private final AtomicReference<@Nullable Memo> memo = new AtomicReference<>();

    /**
     * A catalog of what the members offer.
     *
     * @param members gives the members: an unmodifiable list, the same object until something changes, as
     *     {@link io.gossip.serf.Serf#members} does
     */
    public ServiceCatalog(Supplier<List<Member>> members) {
        this.members = members;
    }

    /**
     * The services now. Allocates nothing unless the members have changed since the last call.
     *
     * @return the same object until a service changes
     */
    public Catalog current() {
        while (true) {
            // The memo is read first: what replaces it was computed from members at least as new as its own.
            @Nullable Memo known = memo.get();
            List<Member> now = members.get();
            if (known != null && known.members == now) {
                return known.catalog;
            }
            Catalog computed = Catalog.of(now);
            Catalog next = known != null && computed.equals(known.catalog) ? known.catalog : computed;
            if (memo.compareAndSet(known, new Memo(now, next))) {
                return next;
            }
        }
    }

    /**
     * The instances of a service now.
     *
     * @param service exact name of the service
     * @return unmodifiable, empty if nobody offers it
     */
    public List<ServiceInstance> instances(String service) {
        return current().instances(service);
    }

    /**
     * The names of all services now.
     *
     * @return unmodifiable, sorted
     */
    public List<String> services() {
        return current().services();
    }
}
