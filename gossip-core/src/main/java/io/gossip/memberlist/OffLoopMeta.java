package io.gossip.memberlist;

import io.gossip.wire.Bytes;
import io.gossip.wire.WireException;

/**
 * The user's node delegate, except that this node's meta is kept here: the engine asks for it on the event loop, where user
 * code must not run.
 */
final class OffLoopMeta implements NodeDelegate {

    private final NodeDelegate user;
    private Bytes meta;

    OffLoopMeta(NodeDelegate user, Bytes meta) {
        this.user = user;
        this.meta = meta;
    }

    @Override
    public Bytes meta() {
        return meta;
    }

    void meta(Bytes newMeta) {
        meta = newMeta;
    }

    @Override
    public void messageReceived(Bytes payload) throws WireException {
        user.messageReceived(payload);
    }

    @Override
    public Bytes localState(boolean join) {
        return user.localState(join);
    }

    @Override
    public void mergeRemoteState(Bytes state, boolean join) throws WireException {
        user.mergeRemoteState(state, join);
    }
}
