package io.gossip.benchmarks.others.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import com.hazelcast.topic.ITopic;
import io.gossip.benchmarks.peers.Harness;
import io.gossip.benchmarks.peers.Peer;
import io.gossip.benchmarks.peers.View;

/** Hazelcast that finds the others through one of them over TCP, else with the settings it comes with; messages go by a topic. */
public final class HazelcastPeer implements Peer {

    private HazelcastPeer() {}

    /**
     * Measures.
     *
     * @param args see {@link Harness}
     */
    public static void main(String[] args) {
        System.setProperty("hazelcast.logging.type", "none");
        System.setProperty("hazelcast.phone.home.enabled", "false");
        System.setProperty("hazelcast.shutdownhook.enabled", "false");
        System.setProperty("java.net.preferIPv4Stack", "true");
        Harness.run(new HazelcastPeer(), args);
    }

    @Override
    public String name() {
        return "hazelcast";
    }

    @Override
    public String version() {
        return BuildInfoProvider.getBuildInfo().getVersion() + " on JDK " + Runtime.version();
    }

    /** Each has a partition thread for every core and a dozen more. */
    @Override
    public int nodesAtOnce() {
        return 20;
    }

    @Override
    public Node start(int port, int seed, View view) {
        Config config = config(port, seed == 0 ? port : seed);
        config.addListenerConfig(new ListenerConfig(new Listener(view)));
        HazelcastInstance node = Hazelcast.newHazelcastInstance(config);
        node.getCluster()
                .getMembers()
                .forEach(member -> view.up(member.getAddress().getPort()));
        ITopic<String> topic = node.getTopic("messages");
        topic.addMessageListener(message -> view.saw(message.getMessageObject()));
        return new Node() {
            @Override
            public void broadcast(String message) {
                topic.publish(message);
            }

            @Override
            public void leave() {
                node.shutdown();
            }

            @Override
            public void stop() {
                node.getLifecycleService().terminate();
            }
        };
    }

    private static Config config(int port, int seed) {
        Config config = new Config();
        NetworkConfig network = config.getNetworkConfig().setPort(port).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        JoinConfig join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true).addMember("127.0.0.1:" + seed);
        return config;
    }

    /** Does not hear whether who is gone left or failed. */
    private record Listener(View view) implements MembershipListener {

        @Override
        public void memberAdded(MembershipEvent event) {
            view.up(event.getMember().getAddress().getPort());
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            view.down(event.getMember().getAddress().getPort(), true);
        }
    }
}
