package io.gossip.serf;

/** The tags of a node do not fit into the room the protocol has for them. */
public final class TagsTooLargeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int size;
    private final int limit;

    TagsTooLargeException(int size, int limit) {
        super("the tags take " + size + " bytes on the wire, but only " + limit + " are allowed");
        this.size = size;
        this.limit = limit;
    }

    /**
     * How large the tags are.
     *
     * @return bytes on the wire, all overhead included
     */
    public int size() {
        return size;
    }

    /**
     * How large they may be.
     *
     * @return bytes on the wire
     */
    public int limit() {
        return limit;
    }
}
