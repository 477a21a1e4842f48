package io.gossip.benchmarks.others.jgroups;

import io.gossip.benchmarks.peers.Harness;
import io.gossip.benchmarks.peers.Peer;
import io.gossip.benchmarks.peers.View;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.LogManager;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Version;
import org.jgroups.protocols.FD_SOCK2;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.pbcast.GMS;

/**
 * JGroups with the stack it comes with for TCP, finding the others through one of them, or, with {@code -Dstack=udp.xml}, for
 * multicast. Only names, addresses and ports are set.
 */
public final class JGroupsPeer implements Peer {

    private static final int PORTS_OF_NODES = 10_000;

    private final String stack;

    private JGroupsPeer(String stack) {
        this.stack = stack;
    }

    /**
     * Measures.
     *
     * @param args see {@link Harness}
     */
    public static void main(String[] args) {
        System.setProperty("java.net.preferIPv4Stack", "true");
        LogManager.getLogManager().reset(); // what is measured is not the log
        Harness.run(new JGroupsPeer(System.getProperty("stack", "tcp.xml")), args);
    }

    @Override
    public String name() {
        return stack.equals("tcp.xml") ? "jgroups" : "jgroups-" + stack.replace(".xml", "");
    }

    @Override
    public String version() {
        return Version.printVersion().split(" ", 2)[0] + " on JDK " + Runtime.version();
    }

    /** Each has a connection to each other of its cluster. */
    @Override
    public int nodesAtOnce() {
        return 60;
    }

    @Override
    public Node start(int port, int seed, View view) throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        int first = seed == 0 ? port : seed;
        JChannel channel = new JChannel(stack).name("p" + port);
        TP transport = channel.getProtocolStack().getTransport();
        transport.setBindAddress(loopback);
        transport.setBindPort(port);
        transport.setPortRange(0);
        TCPPING discovery = channel.getProtocolStack().findProtocol(TCPPING.class);
        if (discovery != null) {
            discovery.setInitialHosts(List.of(new InetSocketAddress(loopback, first)));
            discovery.setPortRange(0);
        }
        FD_SOCK2 sockets = channel.getProtocolStack().findProtocol(FD_SOCK2.class);
        if (sockets != null) {
            sockets.setOffset(PORTS_OF_NODES); // its port, by default in the midst of the nodes' own
        }
        GMS membership = channel.getProtocolStack().findProtocol(GMS.class);
        membership.printLocalAddress(false);
        channel.setReceiver(new Members(port, view));
        channel.connect("cluster-" + first); // clusters beside each other share a multicast address
        return new Node() {
            @Override
            public void broadcast(String message) throws Exception {
                channel.send(new BytesMessage(null, message.getBytes(StandardCharsets.UTF_8)));
            }

            @Override
            public void leave() {
                channel.close();
            }

            @Override
            public void stop() {
                channel.close();
            }
        };
    }
}
