package io.gossip.spring.boot.diagnostics;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;

/** How a property that cannot work is spoken of. */
final class PropertyFailure {

    private PropertyFailure() {}

    static FailureAnalysis analysis(
            String property, String value, String allowed, @Nullable Origin origin, Throwable cause) {
        return new FailureAnalysis(
                "The property '%s' is %s%s."
                        .formatted(property, value, origin == null ? "" : " (set in " + origin + ")"),
                "Set '%s' to what is allowed: %s.".formatted(property, allowed),
                cause);
    }
}
