package io.gossip.simulator.cli;

/** Something that the user can mend: a file that is not there, a value that is not allowed. Said in one line. */
final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserError(String message) {
        super(message);
    }
}
