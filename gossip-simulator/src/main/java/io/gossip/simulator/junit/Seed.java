package io.gossip.simulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The seed of the {@link VirtualCluster} that {@link VirtualClusterExtension} hands to a test, or to all tests of a class. */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Seed {

    /**
     * The seed.
     *
     * @return any number
     */
    long value();
}
