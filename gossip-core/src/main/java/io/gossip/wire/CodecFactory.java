package io.gossip.wire;

/** Makes the {@link MessageCodec} of a node: how its messages look as bytes. */
@FunctionalInterface
public interface CodecFactory {

    /**
     * Makes a codec.
     *
     * @param limits what is to be accepted
     * @return a codec for one node, used on its event loop only
     */
    MessageCodec create(WireLimits limits);
}
