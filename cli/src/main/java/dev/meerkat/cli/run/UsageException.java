package dev.meerkat.cli.run;

/** Arguments that cannot be, found after parsing; the message has no secret. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one from what is wrong and what to do, both without a full stop. */
    public UsageException(String problem, String fix) {
        super(problem + ". Fix: " + fix);
    }
}
