package dev.meerkat.diagnosis;

/** The problem catalogue: each way a connection can fail, with a stable code, a remedy and whether retrying can help. Source: contract D1. */
public enum Problem {
    /** Nothing in the catalogue fits. */
    UNKNOWN("MK-UNKNOWN", "Read the cause; if it should have a code of its own, report it", false);

    private final String code;
    private final String fix;
    private final boolean fatal;

    Problem(String code, String fix, boolean fatal) {
        this.code = code;
        this.fix = fix;
        this.fatal = fatal;
    }

    /** The stable code, safe to match on. */
    public String code() {
        return code;
    }

    /** What to do, in one sentence. */
    public String fix() {
        return fix;
    }

    /** Whether trying again without a change cannot help. */
    public boolean fatal() {
        return fatal;
    }
}
