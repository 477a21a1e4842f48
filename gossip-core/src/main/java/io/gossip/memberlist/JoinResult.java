package io.gossip.memberlist;

import java.util.List;

/**
 * What came of an attempt to join.
 *
 * @param contacted how many addresses exchanged their state with this node
 * @param failures what went wrong with the others, one text each
 */
public record JoinResult(int contacted, List<String> failures) {

    /**
     * Makes the list unmodifiable.
     *
     * @param contacted how many addresses exchanged their state with this node
     * @param failures what went wrong with the others
     */
    public JoinResult {
        failures = List.copyOf(failures);
    }
}
