package io.gossip.sample.storefront;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.context.annotation.RequestScope;

/** Which instances were tried for the request at hand, in order. */
@Component
@RequestScope
class Attempts {

    private final List<Attempt> attempts = new ArrayList<>(2);

    void add(Attempt attempt) {
        attempts.add(attempt);
    }

    List<Attempt> list() {
        return List.copyOf(attempts);
    }
}
