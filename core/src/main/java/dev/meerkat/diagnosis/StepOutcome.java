package dev.meerkat.diagnosis;

/** What became of a step of the doctor, from best to worst. Source: contract D2. */
public enum StepOutcome {
    /** Not asked for, not possible, or not reached. */
    SKIPPED,
    /** Nothing to say against it. */
    OK,
    /** Usable, with something to look at. */
    FINDING,
    /** The connection cannot be used, because of this; nothing after it was looked at. */
    BROKEN
}
