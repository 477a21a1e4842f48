package io.gossip.benchmarks;

import io.gossip.runtime.EventLoop;
import io.gossip.transport.ConnectionHandler;
import io.gossip.transport.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Packets from one node to another by a method call; what goes elsewhere is lost. No streams. */
final class MemoryNetwork {

    private final EventLoop loop;
    private final Map<InetSocketAddress, Transport.Handler> handlers = new HashMap<>();
    private long sent;

    MemoryNetwork(EventLoop loop) {
        this.loop = loop;
    }

    /** How many packets were sent. */
    long sent() {
        return sent;
    }

    /** Makes a packet arrive. */
    void deliver(InetSocketAddress from, InetSocketAddress to, ByteBuffer packet) {
        Transport.Handler handler = handlers.get(to);
        if (handler != null) {
            handler.packetReceived(from, packet);
        }
    }

    Transport transport(InetSocketAddress address) {
        return new MemoryTransport(address);
    }

    private final class MemoryTransport implements Transport {

        private final InetSocketAddress address;

        MemoryTransport(InetSocketAddress address) {
            this.address = address;
        }

        @Override
        public InetSocketAddress localAddress() {
            return address;
        }

        @Override
        public void start(Handler handler) {
            handlers.put(address, handler);
        }

        @Override
        public void send(InetSocketAddress to, ByteBuffer packet, SendListener listener) {
            sent++;
            if (handlers.containsKey(to)) {
                ByteBuffer copy = ByteBuffer.allocate(packet.remaining())
                        .put(packet.duplicate())
                        .flip();
                loop.execute(() -> deliver(address, to, copy));
            }
            loop.execute(listener::sent);
        }

        @Override
        public void connect(InetSocketAddress to, long timeoutNanos, ConnectionHandler handler) {
            loop.execute(() -> handler.closed(new IOException("no streams here")));
        }

        @Override
        public void close(Runnable whenClosed) {
            handlers.remove(address);
            loop.execute(whenClosed);
        }
    }
}
