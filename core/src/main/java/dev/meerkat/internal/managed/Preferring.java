package dev.meerkat.internal.managed;

import com.mongodb.ReadPreference;
import dev.meerkat.internal.gate.Origin;
import org.jspecify.annotations.Nullable;

/** A handle asking with a read preference or a deadline that are not its own. */
record Preferring(Origin origin, @Nullable ReadPreference readPreference, long timeoutMillis) implements Origin {
    @Override
    public String namespace() {
        return origin.namespace();
    }
}
