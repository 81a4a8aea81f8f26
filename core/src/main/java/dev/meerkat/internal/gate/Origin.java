package dev.meerkat.internal.gate;

import com.mongodb.ReadPreference;
import org.jspecify.annotations.Nullable;

/** Who asks to pass the gate: a handle of the managed client, which so needs no allocation to say where it stands. */
public interface Origin {
    /** The namespace in the driver's form ({@code database.collection}), or the database, or {@code admin} for the client itself. */
    String namespace();

    /** The read preference of the handle, null where it has none. */
    @Nullable
    ReadPreference readPreference();

    /** The operation's own deadline in milliseconds ({@code timeoutMS}), 0 for none. */
    long timeoutMillis();
}
