package io.gossip.interop;

/** What one node does and the other must notice: a column of the matrix. */
enum Operation {
    JOIN("join"),
    META("update of meta"),
    PACKET("user message in a packet"),
    STREAM("user message over a stream"),
    PING("ping with round-trip time"),
    TCP_PING("TCP ping of a probe"),
    KILL("kill"),
    LEAVE("leave");

    final String title;

    Operation(String title) {
        this.title = title;
    }
}
