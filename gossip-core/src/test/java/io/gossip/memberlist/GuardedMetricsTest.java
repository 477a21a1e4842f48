package io.gossip.memberlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gossip.runtime.LogLimiter;
import io.gossip.testing.Allocation;
import io.gossip.virtual.VirtualTime;
import io.gossip.wire.NodeState;
import io.gossip.wire.WireException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedMetricsTest {

    /** For a parameter of each type a value that is not its default. */
    private static final Map<Class<?>, Object> VALUES = Map.of(
            int.class,
            7,
            long.class,
            8L,
            WireException.Reason.class,
            WireException.Reason.LABEL,
            NodeState.class,
            NodeState.SUSPECT);

    /** One for all tests, or each would fill the log with the same. */
    private static final LogLimiter LIMITER = new LogLimiter(new VirtualTime().eventLoop());

    private final List<String> reports = new ArrayList<>();

    static Stream<Method> reports() {
        return Arrays.stream(MemberlistMetrics.class.getMethods());
    }

    @ParameterizedTest
    @MethodSource("reports")
    void passesEveryReportOn(Method report) throws Exception {
        call(report, metrics((proxy, method, values) -> {
            reports.add(method.getName() + Arrays.toString(values));
            return null;
        }));
        assertThat(reports).containsExactly(report.getName() + Arrays.toString(valuesFor(report)));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void keepsToItselfWhatAReportThrows(Method report) {
        assertThatCode(() -> call(report, throwing(new IllegalStateException("thrown on purpose"))))
                .doesNotThrowAnyException();
        assertThatCode(() -> call(report, throwing(new NoClassDefFoundError("thrown on purpose"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void doesNotHideThatTheJvmIsInTrouble(Method report) {
        OutOfMemoryError trouble = new OutOfMemoryError("thrown on purpose");
        assertThatThrownBy(() -> call(report, throwing(trouble))).hasCause(trouble);
    }

    @Test
    void aReportOfAPacketCostsNoMemory() {
        long[] bytes = new long[1];
        MemberlistMetrics guard = new GuardedMetrics(
                new MemberlistMetrics() {
                    @Override
                    public void packetSent(int sent) {
                        bytes[0] += sent;
                    }

                    @Override
                    public void packetReceived(int received) {
                        bytes[0] += received;
                    }
                },
                LIMITER);
        long allocated = Allocation.of(() -> {
            for (int i = 0; i < 10_000; i++) {
                guard.packetSent(1400);
                guard.packetReceived(1400);
            }
        });
        assertThat(allocated).as("for 20,000 packets").isLessThan(1000);
    }

    private void call(Method report, MemberlistMetrics metrics)
            throws IllegalAccessException, InvocationTargetException {
        report.invoke(new GuardedMetrics(metrics, LIMITER), valuesFor(report));
    }

    private static Object @Nullable [] valuesFor(Method report) {
        return report.getParameterCount() == 0
                ? null
                : Arrays.stream(report.getParameterTypes()).map(VALUES::get).toArray();
    }

    private static MemberlistMetrics throwing(Throwable failure) {
        return metrics((proxy, method, values) -> {
            throw failure;
        });
    }

    private static MemberlistMetrics metrics(InvocationHandler handler) {
        return (MemberlistMetrics) Proxy.newProxyInstance(
                MemberlistMetrics.class.getClassLoader(), new Class<?>[] {MemberlistMetrics.class}, handler);
    }
}
