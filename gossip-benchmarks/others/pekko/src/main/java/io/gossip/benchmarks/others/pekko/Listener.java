package io.gossip.benchmarks.others.pekko;

import io.gossip.benchmarks.peers.View;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.pubsub.DistributedPubSub;
import org.apache.pekko.cluster.pubsub.DistributedPubSubMediator;

/** Reports what a node hears. */
final class Listener extends AbstractActor {

    static final String TOPIC = "messages";

    private final View view;
    private final CountDownLatch up;

    /**
     * A listener.
     *
     * @param up told when the node itself is a member
     */
    Listener(View view, CountDownLatch up) {
        this.view = view;
        this.up = up;
    }

    @Override
    public void preStart() {
        Cluster.get(getContext().getSystem())
                .subscribe(
                        getSelf(),
                        ClusterEvent.initialStateAsEvents(),
                        ClusterEvent.MemberEvent.class,
                        ClusterEvent.ReachabilityEvent.class);
        DistributedPubSub.get(getContext().getSystem())
                .mediator()
                .tell(new DistributedPubSubMediator.Subscribe(TOPIC, getSelf()), getSelf());
    }

    @Override
    public Receive createReceive() {
        UniqueAddress self = Cluster.get(getContext().getSystem()).selfUniqueAddress();
        return receiveBuilder()
                .match(ClusterEvent.MemberUp.class, event -> {
                    view.up(port(event.member()));
                    if (event.member().uniqueAddress().equals(self)) {
                        up.countDown();
                    }
                })
                .match(ClusterEvent.MemberLeft.class, event -> view.down(port(event.member()), false))
                .match(ClusterEvent.MemberRemoved.class, event -> view.removed(port(event.member())))
                .match(ClusterEvent.UnreachableMember.class, event -> view.down(port(event.member()), true))
                .match(ClusterEvent.ReachableMember.class, event -> view.up(port(event.member())))
                .match(String.class, view::saw)
                .build();
    }

    private static int port(Member member) {
        return member.address()
                .getPort()
                .orElseThrow(() -> new IllegalStateException("a member without a port: " + member));
    }
}
