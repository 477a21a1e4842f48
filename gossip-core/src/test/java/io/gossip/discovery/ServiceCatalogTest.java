package io.gossip.discovery;

import static io.gossip.discovery.SampleMembers.member;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gossip.serf.Member;
import io.gossip.serf.MemberStatus;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ServiceCatalogTest {

    private static final Map<String, String> BILLING = Map.of("service", "billing", "port", "80");

    private final AtomicReference<List<Member>> members = new AtomicReference<>(List.of(member("n1", BILLING)));
    private final ServiceCatalog services = new ServiceCatalog(members::get);

    @Test
    void givesTheSameCatalogWhileTheMembersAreTheSame() {
        assertThat(services.current()).isSameAs(services.current());
        assertThat(services.instances("billing")).hasSize(1);
        assertThat(services.services()).containsExactly("billing");
    }

    @Test
    void givesTheSameCatalogIfOnlyTheMembersChange() {
        Catalog before = services.current();
        members.set(List.of(member("n1", BILLING), member("n2", Map.of("role", "none"))));
        assertThat(services.current()).isSameAs(before);
        members.set(List.of(member("n1", BILLING), member("n2", MemberStatus.FAILED, BILLING)));
        assertThat(services.current()).isSameAs(before);
    }

    @Test
    void givesANewCatalogIfAServiceChanges() {
        Catalog before = services.current();
        members.set(List.of(member("n1", BILLING), member("n2", BILLING)));
        assertThat(services.current()).isNotSameAs(before);
        assertThat(services.instances("billing")).hasSize(2);
        assertThat(before.instances("billing")).hasSize(1);
    }

    @Test
    void readingAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        int instances = 0;
        for (int i = 0; i < 20_000; i++) {
            instances +=
                    services.instances("billing").size() + services.services().size();
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 10_000; i++) {
            instances +=
                    services.instances("billing").size() + services.services().size();
        }
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        assertThat(instances).isEqualTo(60_000);
        assertThat(allocated).isLessThan(10_000);
    }

    @Test
    void neverGoesBackToOlderMembers() throws InterruptedException {
        int last = 2_000;
        AtomicBoolean wentBack = new AtomicBoolean();
        AtomicInteger reads = new AtomicInteger();
        Thread[] readers = new Thread[3];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = new Thread(() -> {
                int newest = 0;
                while (newest < last) {
                    int seen = services.instances("billing").get(0).port();
                    wentBack.compareAndSet(false, seen < newest);
                    newest = seen;
                    reads.incrementAndGet();
                }
            });
        }
        members.set(List.of(member("n1", Map.of("service", "billing", "port", "1"))));
        for (Thread reader : readers) {
            reader.start();
        }
        for (int port = 2; port <= last; port++) {
            members.set(List.of(member("n1", Map.of("service", "billing", "port", Integer.toString(port)))));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        assertThat(wentBack).isFalse();
        assertThat(reads.get()).isGreaterThanOrEqualTo(readers.length);
    }
}
