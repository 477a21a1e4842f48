package io.gossip.wire;

import io.gossip.wire.WireException.Reason;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the one message that comes in on a stream, in whatever pieces it arrives (protocol reference, section 6.3).
 *
 * <p>Buffers grow with the bytes that arrived, never with a length that was claimed. A failure is final: every later call
 * fails in the same way.
 *
 * <p><b>Which failures are answered.</b> When a request fails, the accepting side answers with an
 * {@link Message.ErrorResponse} if {@link #errorResponseDue()} says so at that time, and closes silently otherwise (section
 * 6.6).
 */
public final class StreamReader {

    enum Role {
        ACCEPTING,
        CONNECTING
    }

    private enum Phase {
        LABEL,
        ENCRYPTION,
        COMPRESSION,
        MESSAGE,
        DONE
    }

    private final Role role;
    private final FramingConfig config;
    private final WireLimits limits;
    private final LabelLayer label;
    private final CipherLayer cipher;
    private final MessageCodec.StreamDecoder decoder;

    private Phase phase;
    private @Nullable WireException failure;

    /** What arrived; where the next layer starts in it. */
    private WireOutput received = new WireOutput(0);

    private int start;

    /** Whether all there will ever be is in {@link #received}, because a layer has been taken off. */
    private boolean complete;

    private long receivedBytes;
    private int encryptedBytes;
    private boolean pushPull;

    StreamReader(
            Role role, FramingConfig config, LabelLayer label, CipherLayer cipher, MessageCodec.StreamDecoder decoder) {
        this.role = role;
        this.config = config;
        this.limits = config.limits();
        this.label = label;
        this.cipher = cipher;
        this.decoder = decoder;
        // Only the connecting side sends a label.
        this.phase = role == Role.ACCEPTING ? Phase.LABEL : Phase.ENCRYPTION;
    }

    /**
     * Takes what has arrived.
     *
     * @param arrived the next bytes of the stream; all of them are taken
     * @return the message, once; null before it is complete and after it was returned
     * @throws WireException if the stream cannot become a message that may come in this direction; close it
     */
    public @Nullable Message read(ByteBuffer arrived) throws WireException {
        if (failure != null) {
            throw failure;
        }
        try {
            return phase == Phase.DONE ? null : readOn(arrived);
        } catch (WireException rejection) {
            failure = rejection;
            received = new WireOutput(0);
            throw rejection;
        } finally {
            arrived.position(arrived.limit());
        }
    }

    /**
     * Whether a failure at this point is told to the peer: the label was right, and the layers around the message are not
     * read yet. A wrong label, and whatever is wrong with the message itself, are not answered.
     *
     * @return true if an {@link Message.ErrorResponse} with the text of the failure should be sent
     */
    public boolean errorResponseDue() {
        return role == Role.ACCEPTING && (phase == Phase.ENCRYPTION || phase == Phase.COMPRESSION);
    }

    /**
     * How much had arrived when the message was complete.
     *
     * @return bytes with all layers, within {@link WireLimits#streamBytes()}
     */
    public int receivedBytes() {
        return (int) receivedBytes;
    }

    /**
     * How much of what arrived is kept because the message is not complete.
     *
     * @return bytes, 0 once the message was returned or refused
     */
    public int keptBytes() {
        return received.length();
    }

    /**
     * How long the encrypted frame is that the message came in.
     *
     * @return bytes behind the frame's header; 0 if none was opened
     */
    public int encryptedBytes() {
        return encryptedBytes;
    }

    /**
     * Whether the message is a push/pull, as far as can be told by now.
     *
     * @return false as long as nothing of the message itself could be read
     */
    public boolean isPushPull() {
        return pushPull;
    }

    private @Nullable Message readOn(ByteBuffer arrived) throws WireException {
        receivedBytes += arrived.remaining();
        if (receivedBytes > limits.streamBytes()) {
            throw new WireException(Reason.TOO_LARGE, "a stream of more than " + limits.streamBytes() + " bytes");
        }
        if (!complete) {
            received.put(arrived);
        }
        if ((phase == Phase.LABEL && !readLabel())
                || (phase == Phase.ENCRYPTION && !readEncryption())
                || (phase == Phase.COMPRESSION && !readCompression())) {
            return null;
        }
        ByteBuffer body = rest();
        pushPull = body.hasRemaining() && body.get(0) == MessageType.PUSH_PULL;
        Message message = decoder.decode(body);
        if (message == null) {
            if (complete) {
                throw new WireException(Reason.TRUNCATED, "a message that is cut off");
            }
            return null;
        }
        if (!isExpected(message)) {
            String type = message.getClass().getSimpleName();
            throw new WireException(Reason.UNKNOWN_TYPE, type + " where it does not belong");
        }
        phase = Phase.DONE;
        received = new WireOutput(0);
        return message;
    }

    private boolean readLabel() throws WireException {
        int header = label.accept(rest());
        if (header == LabelLayer.INCOMPLETE) {
            return false;
        }
        start = header;
        phase = Phase.ENCRYPTION;
        return true;
    }

    private boolean readEncryption() throws WireException {
        ByteBuffer frame = rest();
        if (!frame.hasRemaining()) {
            return false;
        }
        if (frame.get(0) != MessageType.ENCRYPT) {
            if (config.verifyIncoming() && cipher.isEnabled()) {
                throw new WireException(
                        Reason.ENCRYPTION, "encryption is configured but remote state is not encrypted");
            }
            phase = Phase.COMPRESSION;
            return true;
        }
        if (!cipher.isEnabled()) {
            throw new WireException(Reason.ENCRYPTION, "remote state is encrypted and encryption is not configured");
        }
        if (frame.remaining() < StreamFraming.FRAME_HEADER_BYTES) {
            return false;
        }
        byte[] header = new byte[StreamFraming.FRAME_HEADER_BYTES];
        frame.get(header);
        long length = frame.getInt(1) & 0xFFFF_FFFFL;
        if (length > limits.streamBytes()) {
            throw new WireException(Reason.TOO_LARGE, "an encrypted frame of " + length + " bytes");
        }
        if (frame.remaining() < length) {
            return false;
        }
        WireOutput plain = new WireOutput(0);
        cipher.open(frame.slice(StreamFraming.FRAME_HEADER_BYTES, (int) length), header, plain);
        encryptedBytes = (int) length;
        if (plain.length() == 0) {
            throw new WireException(Reason.TRUNCATED, "decrypted message is empty");
        }
        continueWith(plain);
        phase = Phase.COMPRESSION;
        return true;
    }

    private boolean readCompression() throws WireException {
        ByteBuffer wrapper = rest();
        if (wrapper.get() != MessageType.COMPRESS) {
            phase = Phase.MESSAGE;
            return true;
        }
        WireOutput content = new WireOutput(0);
        try {
            MsgpackReader in = new MsgpackReader(wrapper);
            new CompressionLayer().decompress(in, limits.streamDecompressedBytes(), content);
        } catch (WireException notRead) {
            if (notRead.reason() == Reason.TRUNCATED && !complete) {
                return false;
            }
            throw notRead;
        }
        if (content.length() == 0) {
            throw new WireException(Reason.COMPRESSION, "decompressed message is empty");
        }
        if (content.view().get(0) == MessageType.COMPRESS) {
            throw new WireException(Reason.NESTING, "a compressed message inside a compressed message");
        }
        continueWith(content);
        phase = Phase.MESSAGE;
        return true;
    }

    private void continueWith(WireOutput content) {
        received = content;
        start = 0;
        complete = true;
    }

    private ByteBuffer rest() {
        return received.view().slice(start, received.length() - start);
    }

    private boolean isExpected(Message message) {
        return switch (role) {
            case ACCEPTING ->
                message instanceof Message.Ping
                        || message instanceof Message.PushPull
                        || message instanceof Message.User;
            case CONNECTING ->
                message instanceof Message.Ack
                        || message instanceof Message.PushPull
                        || message instanceof Message.ErrorResponse;
        };
    }
}
