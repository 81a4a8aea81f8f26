package dev.meerkat.internal.gate;

/** A drain that was over before it began. */
public final class ForcedDrain {
    private ForcedDrain() {}

    /** Leaves the generation as a drain does whose grace ended before its work. */
    public static void of(Generation generation) {
        generation.force();
    }
}
