package io.gossip.spring.boot;

import io.gossip.serf.Tags;
import io.gossip.serf.TagsTooLargeException;
import java.util.Map;

/** The 512 bytes that all tags of a node have to share. */
public final class TagBudget {

    private TagBudget() {}

    /**
     * Checks that tags fit.
     *
     * @param tags all tags of the node
     * @return the same tags
     * @throws TagBudgetExceededException if they do not fit
     */
    public static Map<String, String> check(Map<String, String> tags) {
        try {
            Tags.encode(tags);
            return tags;
        } catch (TagsTooLargeException tooLarge) {
            throw new TagBudgetExceededException(tags, tooLarge);
        }
    }
}
