package io.gossip.memberlist;

import io.gossip.runtime.ConfigurationException;

/**
 * The versions of the application protocol that rides on memberlist; serf announces 2 to 5 (protocol reference, 2.2).
 *
 * @param min lowest version understood, 0 to 255
 * @param max highest version understood, 0 to 255
 * @param current version spoken, between the two
 */
public record DelegateVersions(int min, int max, int current) {

    /** No application protocol. */
    public static final DelegateVersions NONE = new DelegateVersions(0, 0, 0);

    /**
     * Checks the range.
     *
     * @param min lowest version understood
     * @param max highest version understood
     * @param current version spoken
     * @throws ConfigurationException if they do not satisfy 0 &lt;= min &lt;= current &lt;= max &lt;= 255
     */
    public DelegateVersions {
        if (min < 0 || min > current || current > max || max > 255) {
            throw new ConfigurationException(
                    "delegateVersions", min + "/" + current + "/" + max, "0 <= min <= current <= max <= 255");
        }
    }
}
