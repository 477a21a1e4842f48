package io.gossip.memberlist;

import io.gossip.transport.Resolver;
import io.gossip.wire.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Joins a cluster: resolves every seed and exchanges states with every address found (protocol reference, section 16.2).
 *
 * <p>Unlike Go, which asks one address after another, a few are asked side by side, so that one that does not answer holds
 * up nobody.
 */
final class Joiner {

    private static final int SIDE_BY_SIDE = 8;

    private final Resolver resolver;
    private final AntiEntropy antiEntropy;
    private final int defaultPort;
    private final boolean requireNodeNames;

    Joiner(Resolver resolver, AntiEntropy antiEntropy, int defaultPort, boolean requireNodeNames) {
        this.resolver = resolver;
        this.antiEntropy = antiEntropy;
        this.defaultPort = defaultPort;
        this.requireNodeNames = requireNodeNames;
    }

    /**
     * Tries all seeds.
     *
     * @param needless tells, right before an address is contacted, that it need not be
     * @param done receives the outcome once every address has answered or failed
     */
    void join(Collection<SeedAddress> seeds, Predicate<InetSocketAddress> needless, Consumer<JoinResult> done) {
        new Attempt(needless, done).resolve(seeds);
    }

    int defaultPort() {
        return defaultPort;
    }

    private final class Attempt {

        private final Predicate<InetSocketAddress> needless;
        private final Consumer<JoinResult> done;
        private final Set<InetSocketAddress> found = new LinkedHashSet<>();
        private final Queue<InetSocketAddress> waiting = new ArrayDeque<>();
        private final List<String> failures = new ArrayList<>();
        private int unresolved;
        private int running;
        private int contacted;

        Attempt(Predicate<InetSocketAddress> needless, Consumer<JoinResult> done) {
            this.needless = needless;
            this.done = done;
        }

        void resolve(Collection<SeedAddress> seeds) {
            unresolved = seeds.size();
            for (SeedAddress seed : seeds) {
                if (requireNodeNames && seed.name() == null) {
                    failures.add(seed + ": needs the form name/host:port, because requireNodeNames is set");
                    unresolved--;
                    continue;
                }
                resolver.resolve(seed.host(), new Resolver.Callback() {
                    @Override
                    public void resolved(List<InetAddress> addresses) {
                        for (InetAddress address : addresses) {
                            found(new InetSocketAddress(address, seed.port()));
                        }
                        unresolved--;
                        proceed();
                    }

                    @Override
                    public void failed(Throwable cause) {
                        failures.add(seed + ": cannot resolve the name: " + cause.getMessage());
                        unresolved--;
                        proceed();
                    }
                });
            }
            proceed();
        }

        private void found(InetSocketAddress address) {
            if (found.add(address)) {
                waiting.add(address);
            }
        }

        private void proceed() {
            while (running < SIDE_BY_SIDE) {
                InetSocketAddress address = waiting.poll();
                if (address == null) {
                    break;
                }
                if (needless.test(address)) {
                    continue;
                }
                running++;
                antiEntropy.exchange(address, true, failure -> {
                    running--;
                    if (failure == null) {
                        contacted++;
                    } else {
                        failures.add(Address.of(address) + ": " + failure);
                    }
                    proceed();
                });
            }
            if (unresolved == 0 && running == 0) {
                unresolved = -1; // told once
                done.accept(new JoinResult(contacted, failures));
            }
        }
    }
}
