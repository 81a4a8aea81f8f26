package dev.meerkat.cli.run;

import java.util.OptionalInt;

/** The exit codes of all commands. */
public final class ExitCode {
    /** All went as asked. */
    public static final int OK = 0;

    /** Meerkat's own error: a bug, or something nobody foresaw. */
    public static final int OWN_ERROR = 1;

    /** Wrong usage, or options that cannot be. */
    public static final int USAGE = 2;

    /** The connection is usable, but there are findings, or an invariant is broken. */
    public static final int FINDINGS = 3;

    /** No usable connection, whatever the cause. */
    public static final int NO_CONNECTION = 4;

    /** Documents were lost or duplicated. */
    public static final int DOCUMENTS_WRONG = 5;

    private ExitCode() {}

    /** The code of a command that ended with {@code code} and may have been signalled: 128 + signal, but 4 and 5 win over it. */
    public static int after(OptionalInt signal, int code) {
        boolean wins = code == NO_CONNECTION || code == DOCUMENTS_WRONG;
        return wins || signal.isEmpty() ? code : 128 + signal.getAsInt();
    }
}
