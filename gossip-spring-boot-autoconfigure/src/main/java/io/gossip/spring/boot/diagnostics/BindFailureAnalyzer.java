package io.gossip.spring.boot.diagnostics;

import io.gossip.transport.BindFailedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A node that got no port, or was told to listen on an address that this machine does not have. */
final class BindFailureAnalyzer extends AbstractFailureAnalyzer<BindFailedException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BindFailedException cause) {
        return cause.isAddressInUse() ? portInUse(cause) : addressUnusable(cause);
    }

    private static FailureAnalysis portInUse(BindFailedException cause) {
        int port = cause.address().getPort();
        return new FailureAnalysis(
                "The gossip node found no free port: " + cause.getMessage() + ".", """
                One of these helps:
                - Stop what listens on port %d. Which process that is, 'ss -lnptu' tells.
                - Set 'gossip.bind-port' to a port that is free for both UDP and TCP, or to 0 for any.
                - Set 'gossip.port-fallback' to the number of further ports to try.""".formatted(port), cause);
    }

    private static FailureAnalysis addressUnusable(BindFailedException cause) {
        return new FailureAnalysis(
                "The gossip node cannot listen where it should: " + cause.getMessage() + ".", """
                Set 'gossip.bind-address' to an address of this machine, or to 0.0.0.0 for all of them. \
                The address at which others reach this machine from elsewhere is 'gossip.advertise-address'.""", cause);
    }
}
