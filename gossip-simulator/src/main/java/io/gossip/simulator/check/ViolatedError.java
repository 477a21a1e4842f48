package io.gossip.simulator.check;

/** Ends a run at the first violation: what follows on it is mostly a consequence. */
public final class ViolatedError extends AssertionError {

    private static final long serialVersionUID = 1;

    private final transient Violation violation;

    ViolatedError(Violation violation) {
        super(violation.toString());
        this.violation = violation;
    }

    /**
     * What was violated.
     *
     * @return the first violation of the run
     */
    public Violation violation() {
        return violation;
    }
}
