package io.gossip.spring.boot.actuate;

import io.gossip.serf.Member;
import io.gossip.serf.Serf;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/** Actuator endpoint {@code gossip}: the cluster as this node sees it. Only to be read. */
@Endpoint(id = "gossip", defaultAccess = Access.READ_ONLY)
public final class GossipEndpoint {

    private final Serf serf;

    /**
     * Looks at a node.
     *
     * @param serf the node
     */
    public GossipEndpoint(Serf serf) {
        this.serf = serf;
    }

    /**
     * All members, those that left or failed included until they are forgotten.
     *
     * @return this node and the members, sorted by name
     */
    @ReadOperation
    public ClusterDescriptor cluster() {
        Member self = serf.self();
        return new ClusterDescriptor(
                new NodeDescriptor(
                        self.name(), text(serf.state()), serf.encrypted(), serf.healthScore(), serf.rejectedInputs()),
                serf.members().stream().map(GossipEndpoint::describe).toList());
    }

    /**
     * One member.
     *
     * @param name the member's name
     * @return the member, or null if this node does not know it
     */
    @ReadOperation
    public @Nullable MemberDescriptor member(@Selector String name) {
        return serf.member(name).map(GossipEndpoint::describe).orElse(null);
    }

    private static MemberDescriptor describe(Member member) {
        return new MemberDescriptor(
                member.name(), member.address().toString(), text(member.status()), member.incarnation(), member.tags());
    }

    private static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The cluster as one node sees it.
     *
     * @param self who sees it
     * @param members what is seen, the node itself included; sorted by name
     */
    public record ClusterDescriptor(NodeDescriptor self, List<MemberDescriptor> members)
            implements OperationResponseBody {}

    /**
     * This node.
     *
     * @param name its name; it is one of the members
     * @param state {@code alive}, {@code leaving}, {@code left} or {@code shutdown}
     * @param encrypted whether strangers are kept out: there is a key, all that is sent is encrypted, and nothing else accepted
     * @param healthScore how far it distrusts its own judgement of others; 0 is healthy
     * @param rejectedInputs how many packets and messages it has dropped since its start because they made no sense
     */
    public record NodeDescriptor(String name, String state, boolean encrypted, int healthScore, long rejectedInputs) {}

    /**
     * A member.
     *
     * @param name its name, unique in the cluster
     * @param address where it is
     * @param state {@code alive}, {@code leaving}, {@code left} or {@code failed}
     * @param incarnation how often it has announced or defended itself
     * @param tags what it tells others about itself, sorted by key
     */
    public record MemberDescriptor(
            String name, String address, String state, long incarnation, Map<String, String> tags)
            implements OperationResponseBody {}
}
