package dev.meerkat.internal.gate;

import org.jspecify.annotations.Nullable;

/** SKELETON: the one place every operation passes. */
public final class Gate {
    /**
     * Admits one operation, waits or refuses by state.
     *
     * @param operation the driver's method name, a constant
     * @param origin who asks
     * @param read whether a secondary might serve it
     * @param within the admission of the open transaction it belongs to, null outside one; such work passes while draining
     * @throws dev.meerkat.error.MeerkatException when refused
     */
    public Admission admit(String operation, Origin origin, boolean read, @Nullable Admission within) {
        throw new UnsupportedOperationException("skeleton");
    }

    /** As {@link #admit} for a change stream, which is counted apart and ended when a drain begins by calling {@code end}. */
    public Admission admitChangeStream(String operation, Origin origin, Runnable end) {
        throw new UnsupportedOperationException("skeleton");
    }
}
