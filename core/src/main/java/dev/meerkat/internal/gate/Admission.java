package dev.meerkat.internal.gate;

/** SKELETON: a preallocated token for one piece of admitted work. Any thread may release it, exactly once. */
public abstract class Admission {
    /** The generation the work was admitted to: use its client, no other. */
    public abstract Generation generation();

    /** Ends the work. */
    public abstract void release();
}
