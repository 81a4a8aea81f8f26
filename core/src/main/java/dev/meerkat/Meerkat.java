package dev.meerkat;

/** SKELETON: the static face of the default {@link ConnectionRegistry}: the same methods, static. */
public final class Meerkat {
    private Meerkat() {}
}
