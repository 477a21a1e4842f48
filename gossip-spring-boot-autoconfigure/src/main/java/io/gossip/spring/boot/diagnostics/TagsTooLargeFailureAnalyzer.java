package io.gossip.spring.boot.diagnostics;

import io.gossip.serf.Tags;
import io.gossip.serf.TagsTooLargeException;
import io.gossip.spring.boot.TagBudgetExceededException;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tags that do not fit: how long each is, and how much has to go. */
final class TagsTooLargeFailureAnalyzer extends AbstractFailureAnalyzer<TagsTooLargeException> {

    private record Sized(String key, int bytes) {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TagsTooLargeException cause) {
        TagBudgetExceededException known = findCause(rootFailure, TagBudgetExceededException.class);
        return new FailureAnalysis(
                "The tags of the gossip node take %d bytes, but all together may take %d.%s"
                        .formatted(cause.size(), cause.limit(), known == null ? "" : list(known.tags())),
                """
                Shorten or remove at least %d bytes, the longest tags first. They come from 'gossip.tags', \
                'gossip.registration.metadata', 'gossip.registration.service-name' and 'gossip.zone'. \
                Tags are for what others need to choose an instance; let them ask the instance for the rest.""".formatted(cause.size() - cause.limit()),
                cause);
    }

    private static String list(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> new Sized(tag.getKey(), bytes(tag.getKey(), tag.getValue())))
                .sorted(Comparator.comparingInt(Sized::bytes).reversed().thenComparing(Sized::key))
                .map(tag -> "%n    %s: %d bytes".formatted(tag.key, tag.bytes))
                .collect(Collectors.joining("", " Name and value of each:", ""));
    }

    /** What one tag adds to the encoded tags. */
    private static int bytes(String key, String value) {
        int none = Tags.encode(Map.of()).length();
        try {
            return Tags.encode(Map.of(key, value)).length() - none;
        } catch (TagsTooLargeException alone) {
            return alone.size() - none;
        }
    }
}
