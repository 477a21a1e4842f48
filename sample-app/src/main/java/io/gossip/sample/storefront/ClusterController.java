package io.gossip.sample.storefront;

import io.gossip.sample.storefront.ClusterView.MemberView;
import io.gossip.serf.Serf;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/cluster}: what the page shows of the cluster. All of it is in memory, so asking twice a second is cheap. */
@RestController
final class ClusterController {

    private final Clock clock;
    private final Serf serf;
    private final Timeline timeline;
    private final ObjectProvider<OwnProcesses> processes;

    ClusterController(Clock clock, Serf serf, Timeline timeline, ObjectProvider<OwnProcesses> processes) {
        this.clock = clock;
        this.serf = serf;
        this.timeline = timeline;
        this.processes = processes;
    }

    @GetMapping("/api/cluster")
    ClusterView cluster() {
        OwnProcesses own = processes.getIfAvailable();
        return new ClusterView(
                clock.instant(),
                serf.self().name(),
                serf.members().stream()
                        .map(member -> MemberView.of(
                                member, timeline.since(member.name()).orElse(null)))
                        .toList(),
                timeline.entries(),
                own == null ? null : own.running());
    }
}
