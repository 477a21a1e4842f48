package io.gossip;

import io.gossip.discovery.ServiceCatalog;
import io.gossip.memberlist.Environment;
import io.gossip.memberlist.MemberlistConfig;
import io.gossip.memberlist.MemberlistMetrics;
import io.gossip.runtime.DaemonThreadFactory;
import io.gossip.runtime.EventLoop;
import io.gossip.runtime.StallListener;
import io.gossip.runtime.Timer;
import io.gossip.serf.Serf;
import io.gossip.serf.SerfConfig;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Resolver;
import io.gossip.transport.Transport;
import io.gossip.wire.Address;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Starts a node that nobody hears, while the real one is being planned and its sockets are opened.
 *
 * <p>Nearly all of a cold start is the JVM loading and linking 1,300 classes, 600 of them ours, Netty's and SLF4J's and the rest the
 * JDK's own, one after the other, in the thread that first needs each. What the real start is going to need is therefore needed here a moment earlier, on other threads: the protocol on
 * one, by starting a node of it in a world of silence, Netty's sockets on another. The real start finds the classes there, or
 * waits for one that is just being loaded. It depends on nothing else of this, and no setting or code of the user's takes part.
 * With the classes loaded a rehearsal takes a fraction of a millisecond, so nobody remembers whether there has been one.
 */
final class Rehearsal {

    private Rehearsal() {}

    /** Returns at once. */
    static void begin() {
        begin(new DaemonThreadFactory("gossip-rehearsal"));
    }

    static void begin(ThreadFactory threads) {
        for (Runnable part : List.<Runnable>of(Rehearsal::protocol, Rehearsal::sockets)) {
            attempt(() -> threads.newThread(() -> attempt(part)).start());
        }
    }

    private static void attempt(Runnable part) {
        try {
            part.run();
        } catch (Throwable e) {
            // what is wrong here is wrong in the real start as well, which reports it
        }
    }

    /** All that a node does until it is ready, in the calling thread. */
    static void protocol() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), NodePlan.DEFAULT_PORT);
        MemberlistConfig memberlist = MemberlistConfig.lan("rehearsal")
                .advertisedAddress(Address.of(address))
                .build();
        SecureRandom random = new SecureRandom();
        Environment environment =
                new Environment(new Now(), new Silence(address), new Silence(address), random, random, Runnable::run);
        SerfConfig config = SerfConfig.builder(memberlist).build();
        Serf serf = Serf.start(config, environment, MemberlistMetrics.NONE, List.of(event -> {}))
                .join();
        new ServiceCatalog(serf::members).current();
    }

    /** Sockets, bound to nothing and closed again, and memory to read into. */
    static void sockets() {
        close(new NioDatagramChannel());
        close(new NioServerSocketChannel());
        Unpooled.wrappedBuffer(ByteBuffer.allocateDirect(1));
    }

    private static void close(Channel channel) {
        channel.unsafe().closeForcibly(); // the way for channels without a loop
    }

    /** Runs tasks at once and timers never. */
    private static final class Now implements EventLoop {

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public Timer schedule(long delayNanos, Runnable task) {
            return () -> {};
        }

        @Override
        public boolean inEventLoop() {
            return true;
        }

        @Override
        public void onStall(StallListener listener) {}
    }

    /** Nobody calls and nobody answers. */
    private record Silence(InetSocketAddress localAddress) implements Transport, Resolver {

        @Override
        public void start(Handler handler) {}

        @Override
        public void send(InetSocketAddress to, ByteBuffer packet, SendListener listener) {}

        @Override
        public void connect(InetSocketAddress to, long timeoutNanos, ConnectionHandler handler) {}

        @Override
        public void close(Runnable whenClosed) {
            whenClosed.run();
        }

        @Override
        public void resolve(String host, Callback callback) {}
    }
}
