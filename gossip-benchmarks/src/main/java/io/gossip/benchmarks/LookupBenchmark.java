package io.gossip.benchmarks;

import io.gossip.discovery.ServiceCatalog;
import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import io.gossip.spring.boot.discovery.GossipDiscoveryClient;
import io.gossip.wire.Address;
import io.gossip.wire.Bytes;
import io.gossip.wire.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;

/** What it costs to ask who offers a service, in a cluster in which each of ten services has a tenth of the members. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class LookupBenchmark {

    /** How many members the cluster has. */
    @Param({"10", "1000"})
    public int members;

    private volatile List<Member> snapshot;
    private DiscoveryClient client;

    /** Makes the cluster; the list stays the same, as it does between two changes. */
    @Setup
    public void prepare() {
        List<Member> all = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            all.add(new Member(
                    "node-" + i,
                    Address.of(Bytes.of(new byte[] {10, 0, (byte) (i >> 8), (byte) i}), 7946),
                    Map.of("service", "service-" + i % 10, "port", "8080", "zone", "a"),
                    MemberStatus.ALIVE,
                    new Versions(1, 5, 2, 2, 5, 5),
                    1));
        }
        snapshot = List.copyOf(all);
        client = new GossipDiscoveryClient(new ServiceCatalog(() -> snapshot));
    }

    /**
     * The lookup as the load balancer does it.
     *
     * @return the instances
     */
    @Benchmark
    public List<ServiceInstance> getInstances() {
        return client.getInstances("service-7");
    }
}
