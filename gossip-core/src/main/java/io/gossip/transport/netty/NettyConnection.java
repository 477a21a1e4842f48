package io.gossip.transport.netty;

import io.gossip.runtime.LogLimiter;
import io.gossip.runtime.Timer;
import io.gossip.runtime.netty.NettyEventLoop;
import io.gossip.transport.Connection;
import io.gossip.transport.ConnectionHandler;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream, from its first attempt to connect to the last byte.
 *
 * <p><b>Closing.</b> A socket that is closed while received bytes are unread, or that receives more afterwards, answers
 * with a reset, and a reset can destroy an answer that the peer has not read yet. So {@link #close} sends what is
 * queued, then only its own end of stream, and goes on reading into the void until the peer closes too, or
 * {@link #LINGER_NANOS} have passed. The handler is told as soon as everything is sent; it never learns of the rest.
 *
 * <p>A peer that ends its side is taken to have closed, as memberlist's streams have no half-closed state; what is
 * queued for it is still sent.
 */
@SuppressWarnings("FutureReturnValueIgnored") // whatever becomes of a close, channelInactive() tells
final class NettyConnection extends InboundHandler implements Connection {

    private static final Logger log = LoggerFactory.getLogger(NettyConnection.class);

    /** How long the peer gets to close after us. */
    private static final long LINGER_NANOS = Duration.ofSeconds(2).toNanos();

    /** Large messages go out in pieces that the buffer pool has at hand. */
    private static final int PIECE_BYTES = 65_536;

    private enum State {
        /** Bytes go both ways. */
        OPEN,
        /** Only what is queued still goes out. */
        CLOSING,
        /** Everything is sent and the handler is told; the peer's end is awaited. */
        LINGERING,
        /** Over. */
        CLOSED
    }

    private final SocketChannel channel;
    private final InetSocketAddress remote;
    private final Surroundings node;
    private final ChannelFutureListener cutIfUnsent;

    private @Nullable ConnectionHandler handler;
    private State state = State.OPEN;
    private boolean ended;
    private @Nullable Throwable endedBy;
    private boolean peerEnded;
    private Timer deadline = () -> {};
    private Timer closing = () -> {};

    /**
     * What all streams of a transport share.
     *
     * @param loop the node's loop
     * @param limiter for complaints
     * @param config the limits
     */
    record Surroundings(NettyEventLoop loop, LogLimiter limiter, NettyTransportConfig config) {}

    /**
     * A stream that does nothing yet.
     *
     * @param channel the socket
     * @param remote the other end
     * @param node what all streams share
     * @param handler who asked for it, or null if the peer did
     */
    NettyConnection(
            SocketChannel channel, InetSocketAddress remote, Surroundings node, @Nullable ConnectionHandler handler) {
        this.channel = channel;
        this.remote = remote;
        this.node = node;
        this.handler = handler;
        this.cutIfUnsent = written -> {
            if (!written.isSuccess()) {
                cut(written.cause());
            }
        };
    }

    /** Finds the handler of a stream that a peer opened, and starts its clock. */
    void accepted(Function<Connection, ConnectionHandler> acceptor) {
        Duration limit = node.config.inboundDeadline();
        deadline = node.loop.schedule(
                limit.toNanos(),
                () -> cut(new SocketTimeoutException("stream from " + remote + " was still open after " + limit)));
        guarded(() -> {
            ConnectionHandler found = acceptor.apply(this);
            handler = found;
            if (ended) {
                inform(found); // it was closed before there was anybody to tell
            }
        });
    }

    /** Takes the outcome of an attempt to connect. */
    void connected(Future<? super Void> outcome) {
        ConnectionHandler opener = handler;
        if (!outcome.isSuccess()) {
            cut(outcome.cause());
        } else if (state == State.OPEN && opener != null) {
            guarded(() -> opener.opened(this));
        }
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public void send(ByteBuffer bytes) {
        if (state != State.OPEN) {
            return;
        }
        ByteBuffer source = bytes.duplicate();
        if (source.remaining() >= channel.bytesBeforeUnwritable()) {
            cut(new IOException("more than " + node.config.writeBufferBytes() + " bytes wait to be sent to " + remote));
            return;
        }
        while (source.hasRemaining()) {
            int length = Math.min(source.remaining(), PIECE_BYTES);
            ByteBuf piece = channel.alloc().ioBuffer(length, length);
            piece.writeBytes(source.slice(source.position(), length));
            source.position(source.position() + length);
            channel.write(piece).addListener(cutIfUnsent);
        }
        channel.flush();
    }

    @Override
    public void close() {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        closing = node.loop.schedule(
                node.config.closeTimeout().toNanos(),
                () -> cut(new SocketTimeoutException(
                        "not all was sent to " + remote + " in " + node.config.closeTimeout())));
        // Behind everything queued; its success is theirs.
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (flushed.isSuccess()) {
                linger();
            } else {
                cut(flushed.cause());
            }
        });
    }

    @Override
    public void abort() {
        cut(new IOException("stream with " + remote + " was aborted"));
    }

    /** Ends the stream at once, with a reset, so that the peer does not mistake a part for the whole. */
    void cut(Throwable cause) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        try {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        } catch (ChannelException e) {
            log.debug("{} is closed already", remote, e);
        }
        channel.close();
        tell(cause);
    }

    private void linger() {
        if (state != State.CLOSING) {
            return;
        }
        state = State.LINGERING;
        tell(null);
        if (peerEnded) {
            channel.close();
            return;
        }
        channel.shutdownOutput();
        closing.cancel();
        closing = node.loop.schedule(LINGER_NANOS, channel::close);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        node.loop.inputHandled();
        ByteBuf bytes = (ByteBuf) message;
        byte[] scratch = node.loop.memory().scratch();
        try {
            while (bytes.isReadable() && state == State.OPEN && handler != null) {
                int length = Math.min(bytes.readableBytes(), scratch.length);
                bytes.readBytes(scratch, 0, length);
                ConnectionHandler receiver = handler;
                guarded(() -> receiver.received(this, ByteBuffer.wrap(scratch, 0, length)));
            }
        } finally {
            bytes.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            node.loop.inputHandled();
            peerEnded = true;
            if (state == State.OPEN) {
                close();
            } else if (state == State.LINGERING) {
                channel.close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        boolean early = state == State.OPEN || state == State.CLOSING;
        state = State.CLOSED;
        if (early) {
            tell(new IOException("stream with " + remote + " broke"));
        }
        deadline.cancel();
        closing.cancel();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        node.loop.inputHandled();
        if (cause instanceof Error) {
            node.loop.failed(this, cause);
        }
        cut(cause);
    }

    /** Ends the handler's part. */
    private void tell(@Nullable Throwable cause) {
        if (ended) {
            return;
        }
        ended = true;
        endedBy = cause;
        if (handler != null) {
            inform(handler);
        }
    }

    /** A task of its own, so that nobody is told in the middle of a call of his. */
    private void inform(ConnectionHandler informed) {
        Throwable cause = endedBy;
        node.loop.execute(() -> informed.closed(cause));
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (Error e) {
            node.loop.failed(this, e);
            cut(e);
        } catch (RuntimeException e) {
            node.limiter.log(
                    "handler",
                    remote.getAddress(),
                    more -> log.error("Failed to handle the stream with {} ({} more like this)", remote, more, e));
            cut(e);
        }
    }
}
