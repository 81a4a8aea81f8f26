package dev.meerkat.internal.managed;

import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Followed;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.gate.Origin;
import dev.meerkat.internal.jfr.OperationFlight;
import org.jspecify.annotations.Nullable;

/** The gate as the managed client sees it: two questions, so that a test can put a counter in its place. */
interface Entrance {
    /** See {@link Gate#admit}. */
    Admission admit(String operation, Origin origin, boolean read, @Nullable Admission within);

    /** See {@link Gate#admitChangeStream}. */
    Admission admitChangeStream(String operation, Origin origin, Runnable end);

    /** The entrance through a real gate; while a flight recording wants operations, each is recorded. Source: contract E6. */
    static Entrance of(String connection, Gate gate) {
        return new Entrance() {
            @Override
            public Admission admit(String operation, Origin origin, boolean read, @Nullable Admission within) {
                OperationFlight flight = OperationFlight.begin(connection, operation, origin.namespace());
                Admission admission = gate.admit(operation, origin, read, within);
                return flight == null ? admission : new Followed(admission, flight::land);
            }

            @Override
            public Admission admitChangeStream(String operation, Origin origin, Runnable end) {
                return gate.admitChangeStream(operation, origin, end);
            }
        };
    }
}
