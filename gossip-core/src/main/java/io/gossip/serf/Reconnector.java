package io.gossip.serf;

import io.gossip.memberlist.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries now and then to reach a failed member, so that two halves of a cluster find each other again when the network is
 * mended (serf protocol reference, section 6.10). The larger the part that failed, the more often; all nodes together make
 * about one attempt for each failed member and interval.
 */
final class Reconnector {

    private static final Logger log = LoggerFactory.getLogger(Reconnector.class);

    private final Members members;
    private final RandomGenerator random;
    private final Consumer<String> join;

    /**
     * A reconnector.
     *
     * @param join joins the node at {@code name/ip:port}, without announcing an intent
     */
    Reconnector(Members members, RandomGenerator random, Consumer<String> join) {
        this.members = members;
        this.random = random;
        this.join = join;
    }

    /** Perhaps makes one attempt. */
    void reconnect() {
        List<MemberRow> failed = new ArrayList<>();
        int present = 0;
        for (MemberRow row : members.rows()) {
            if (row.status == MemberStatus.FAILED) {
                failed.add(row);
            } else if (!row.isGone()) {
                present++;
            }
        }
        if (failed.isEmpty() || random.nextDouble() > (double) failed.size() / Math.max(1, present)) {
            return;
        }
        Node node = failed.get(random.nextInt(failed.size())).node();
        log.debug("Try to reach the failed member {} at {}", node.name(), node.address());
        join.accept(node.address().toString());
    }
}
