/**
 * For the tests of applications: a {@link io.gossip.simulator.junit.VirtualCluster} of nodes with the application's own delegates
 * and listeners, in virtual time. With JUnit Jupiter on the class path,
 * {@link io.gossip.simulator.junit.VirtualClusterExtension} hands one to each test; without it the cluster is a plain class.
 */
@NullMarked
package io.gossip.simulator.junit;

import org.jspecify.annotations.NullMarked;
