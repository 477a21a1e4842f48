package io.gossip.spring.boot.diagnostics;

import io.gossip.spring.boot.GossipPorts;
import io.gossip.spring.boot.GossipProperties;
import io.gossip.transport.BindFailedException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** A node that got no port, or was told to listen on an address that this machine does not have. */
final class BindFailureAnalyzer extends AbstractFailureAnalyzer<BindFailedException> {

    private final Environment environment;

    BindFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindFailedException cause) {
        return cause.isAddressInUse() ? portInUse(cause) : addressUnusable(cause);
    }

    private FailureAnalysis portInUse(BindFailedException cause) {
        int last = cause.address().getPort();
        int first = firstTried(last);
        boolean several = first < last;
        return new FailureAnalysis(
                "The gossip node found no free port%s: %s."
                        .formatted(several ? " from " + first + " to " + last : "", cause.getMessage()),
                """
                One of these helps:
                - Stop what listens on %s. Which process that is, 'ss -lnptu' tells.
                - Set 'gossip.bind-port' to a port that is free for both UDP and TCP, or to 0 for any.
                - Set 'gossip.port-fallback' to %s number of further ports to try.""".formatted(
                                several ? "one of the ports " + first + " to " + last : "port " + last,
                                several ? "a larger" : "the"),
                cause);
    }

    /** The core tells the last port only. If that is not the end of our range, a customizer chose another one. */
    private int firstTried(int last) {
        GossipPorts ports = GossipPorts.of(Binder.get(environment).bindOrCreate("gossip", GossipProperties.class));
        return ports.last() == last ? ports.first() : last;
    }

    private static FailureAnalysis addressUnusable(BindFailedException cause) {
        return new FailureAnalysis(
                "The gossip node cannot listen where it should: " + cause.getMessage() + ".", """
                Set 'gossip.bind-address' to an address of this machine, or to 0.0.0.0 for all of them. \
                The address at which others reach this machine from elsewhere is 'gossip.advertise-address'.""", cause);
    }
}
