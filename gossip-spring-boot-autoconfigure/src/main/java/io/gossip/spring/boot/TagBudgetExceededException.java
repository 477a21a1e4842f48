package io.gossip.spring.boot;

import io.gossip.serf.TagsTooLargeException;
import java.util.Map;

/** The tags of this node do not fit; knows which they are, so that the failure can say what to cut. */
public final class TagBudgetExceededException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, String> tags;

    /**
     * A refusal.
     *
     * @param tags all tags of the node
     * @param cause how far they exceed the limit
     */
    public TagBudgetExceededException(Map<String, String> tags, TagsTooLargeException cause) {
        super(cause.getMessage(), cause);
        this.tags = Map.copyOf(tags);
    }

    /**
     * What does not fit.
     *
     * @return all tags of the node
     */
    public Map<String, String> tags() {
        return tags;
    }
}
