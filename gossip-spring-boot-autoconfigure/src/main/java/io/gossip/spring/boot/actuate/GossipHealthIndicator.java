package io.gossip.spring.boot.actuate;

import io.gossip.GossipNode;
import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import io.gossip.serf.Serf;
import java.util.List;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Whether the node takes part in its cluster. Failed members make nobody unhealthy but themselves; they are counted.
 *
 * <p>{@code OUT_OF_SERVICE} while it leaves; {@code DOWN} once it is closed, and with the detail {@code error} if it
 * {@linkplain GossipNode#failure() does not work any more}, from which only a restart of the application helps.
 */
public final class GossipHealthIndicator extends AbstractHealthIndicator {

    private final GossipNode node;

    /**
     * Looks at a node.
     *
     * @param node the node
     */
    public GossipHealthIndicator(GossipNode node) {
        super("The gossip node cannot be asked");
        this.node = node;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Serf serf = node.serf();
        switch (serf.state()) {
            case ALIVE -> builder.up();
            case LEAVING, LEFT -> builder.outOfService();
            case SHUTDOWN -> builder.down();
        }
        node.failure().ifPresent(builder::down);
        List<Member> members = serf.members();
        builder.withDetail("node", serf.self().name())
                .withDetail("address", node.advertisedAddress().toString())
                .withDetail("alive", count(members, MemberStatus.ALIVE))
                .withDetail("failed", count(members, MemberStatus.FAILED))
                .withDetail("healthScore", serf.healthScore());
    }

    private static long count(List<Member> members, MemberStatus status) {
        return members.stream().filter(member -> member.status() == status).count();
    }
}
