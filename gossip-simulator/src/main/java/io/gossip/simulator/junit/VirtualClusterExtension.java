package io.gossip.simulator.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Hands a {@link VirtualCluster} to each test that has a parameter of that type, and closes it after the test.
 *
 * <pre>{@code
 * @ExtendWith(VirtualClusterExtension.class)
 * class RingTest {
 *
 *     @Test
 *     void aDeadNodeLosesItsPlace(VirtualCluster cluster) { ... }
 * }
 * }</pre>
 *
 * <p>The seed is 1, unless a {@link Seed} at the test or its class says otherwise. Whatever fails, fails again.
 */
public final class VirtualClusterExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(VirtualClusterExtension.class);

    /** Made by JUnit. */
    public VirtualClusterExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == VirtualCluster.class;
    }

    @Override
    public VirtualCluster resolveParameter(ParameterContext parameter, ExtensionContext test) {
        VirtualCluster cluster = new VirtualCluster(seed(test));
        // JUnit closes what is AutoCloseable in a store.
        test.getStore(NAMESPACE).put(VirtualCluster.class, cluster);
        return cluster;
    }

    private static long seed(ExtensionContext test) {
        Optional<Seed> atTheTest = AnnotationSupport.findAnnotation(test.getElement(), Seed.class);
        return atTheTest
                .or(() -> AnnotationSupport.findAnnotation(test.getTestClass(), Seed.class))
                .map(Seed::value)
                .orElse(1L);
    }
}
