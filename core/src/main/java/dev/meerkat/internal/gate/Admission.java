package dev.meerkat.internal.gate;

/** A preallocated token for one piece of admitted work. Any thread may release it, exactly once. Source: contract G1. */
public abstract class Admission {
    private final Generation generation;

    Admission(Generation generation) {
        this.generation = generation;
    }

    /** The generation the work was admitted to: use its client, no other. */
    public final Generation generation() {
        return generation;
    }

    /** Tells that the work outlives the call that began it, as a cursor's does: its thread is no longer inside it. Source: contract G5. */
    public void detach() {}

    /** Ends the work. */
    public abstract void release();
}
