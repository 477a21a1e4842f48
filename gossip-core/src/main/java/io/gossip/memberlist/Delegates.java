package io.gossip.memberlist;

import io.gossip.wire.Bytes;

/**
 * The application's ears and voice in the membership protocol.
 *
 * @param node what it adds to the protocol
 * @param events hears of changes
 * @param conflict hears of two nodes with one name
 */
public record Delegates(NodeDelegate node, EventDelegate events, ConflictDelegate conflict) {

    /**
     * Delegates that add nothing and hear nothing.
     *
     * @return the delegates
     */
    public static Delegates none() {
        return new Delegates(new Silent(), new Deaf(), (existing, other) -> {});
    }

    private static final class Silent implements NodeDelegate {
        @Override
        public Bytes meta() {
            return Bytes.EMPTY;
        }

        @Override
        public void messageReceived(Bytes payload) {}

        @Override
        public Bytes localState(boolean join) {
            return Bytes.EMPTY;
        }

        @Override
        public void mergeRemoteState(Bytes state, boolean join) {}
    }

    private static final class Deaf implements EventDelegate {
        @Override
        public void joined(Node node) {}

        @Override
        public void updated(Node node) {}

        @Override
        public void reannounced(Node node) {}

        @Override
        public void left(Node node) {}
    }
}
