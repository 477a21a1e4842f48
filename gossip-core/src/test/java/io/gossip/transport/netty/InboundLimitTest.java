package io.gossip.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.gossip.runtime.LogLimiter;
import io.gossip.virtual.VirtualEventLoop;
import io.gossip.virtual.VirtualTime;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InboundLimitTest {

    private final VirtualTime time = new VirtualTime();
    private final VirtualEventLoop loop = time.eventLoop();
    private final List<String> refused = new ArrayList<>();
    private final InboundLimit limit = new InboundLimit(
            loop,
            new LogLimiter(loop),
            3,
            2,
            peer -> refused.add(peer.getAddress().getHostAddress()));
    private final EmbeddedChannel listening = new EmbeddedChannel(limit);

    @Test
    void countsStreamsPerPeerAndOverallAsLongAsTheyAreOpen() {
        Channel first = accept("10.0.0.1");
        accept("10.0.0.1");
        assertThat(accept("10.0.0.1").isOpen()).isFalse();
        accept("10.0.0.2");
        assertThat(accept("10.0.0.3").isOpen()).isFalse();
        assertThat(limit.refused()).isEqualTo(2);
        assertThat(refused).containsExactly("10.0.0.1", "10.0.0.3");
        assertThat(listening.inboundMessages()).hasSize(3);
        first.close();
        assertThat(accept("10.0.0.1").isOpen()).isTrue();
        assertThat(listening.inboundMessages()).hasSize(4);
    }

    @Test
    void closesAStreamThatIsGoneAlready() {
        EmbeddedChannel gone = new EmbeddedChannel();
        listening.writeInbound(gone);
        assertThat(gone.isOpen()).isFalse();
        assertThat(listening.inboundMessages()).isEmpty();
    }

    @Test
    void restsLongerEachTimeThatAcceptingFails() {
        for (int millis : new int[] {5, 10, 20, 40, 80, 160, 320, 640, 1_000, 1_000}) {
            listening.pipeline().fireExceptionCaught(new IOException("Too many open files"));
            time.advance(Duration.ofMillis(millis).minusNanos(1));
            assertThat(listening.config().isAutoRead()).isFalse();
            time.advance(Duration.ofNanos(1));
            assertThat(listening.config().isAutoRead()).isTrue();
        }
        accept("10.0.0.1");
        listening.pipeline().fireExceptionCaught(new IOException("Too many open files"));
        time.advance(Duration.ofMillis(5));
        assertThat(listening.config().isAutoRead()).isTrue();
        listening.checkException();
    }

    private Channel accept(String peer) {
        Channel stream = new EmbeddedChannel() {
            @Override
            protected SocketAddress remoteAddress0() {
                return new InetSocketAddress(peer, 40_000);
            }
        };
        listening.writeInbound(stream);
        return stream;
    }
}
