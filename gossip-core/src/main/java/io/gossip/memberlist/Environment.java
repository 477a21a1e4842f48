package io.gossip.memberlist;

import io.gossip.runtime.Dispatcher;
import io.gossip.runtime.EventLoop;
import io.gossip.transport.Resolver;
import io.gossip.transport.Transport;
import java.util.random.RandomGenerator;

/**
 * All that a node is handed from outside: time, bytes, names, chance, and the way to user code. With a virtual loop, an
 * in-memory transport and a seeded generator the same node runs in a simulation.
 *
 * @param loop the node's only thread
 * @param transport bound, not yet started; the node starts and closes it
 * @param resolver looks up the host names of seeds
 * @param random all chance but that of nonces; used on the loop only
 * @param nonces makes encrypted messages unlike each other; used on the loop only. With real keys it has to be a
 *     {@code SecureRandom}: two messages with the same nonce under one key reveal both
 * @param dispatcher runs user code
 */
public record Environment(
        EventLoop loop,
        Transport transport,
        Resolver resolver,
        RandomGenerator random,
        RandomGenerator nonces,
        Dispatcher dispatcher) {}
