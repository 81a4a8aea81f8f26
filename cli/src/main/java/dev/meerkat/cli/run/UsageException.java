package dev.meerkat.cli.run;

/** Arguments that cannot be, found after parsing; the message has no secret. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one whose message says what is wrong and what to do. */
    public UsageException(String message) {
        super(message);
    }
}
