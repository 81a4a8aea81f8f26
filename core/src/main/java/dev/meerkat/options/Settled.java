package dev.meerkat.options;

import org.jspecify.annotations.Nullable;

/**
 * An option's effective value.
 *
 * @param value null where there is none
 * @param detail the key or variable that set it, else empty
 * @param note what else there is to know, else empty
 * @param warning whether the note tells of something that somebody asked for in vain
 */
record Settled(@Nullable Object value, Origin origin, String detail, String note, boolean warning) {
    static Settled of(Option<?> option, Layers layers) {
        Layers.Found found = layers.find(option);
        return found == null
                ? new Settled(option.fallback(), Origin.DEFAULT, "", "", false)
                : new Settled(
                        found.entry().value(), found.origin(), found.entry().detail(), "", false);
    }

    /** Whether somebody asked for the value, rather than a preset or nobody. */
    boolean asked() {
        return origin.compareTo(Origin.PRESET) < 0;
    }

    Settled with(Object other, String why, boolean warns) {
        return new Settled(other, origin, detail, why, warns);
    }

    Settled with(String why, boolean warns) {
        return new Settled(value, origin, detail, why, warns);
    }
}
