package dev.meerkat.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/** {@code meerkat.Operation}: one piece of admitted work, its wait at the gate included. Source: contract E6. */
@Name("meerkat.Operation")
@Label("Operation")
@Category({"Meerkat", "Work"})
@Description("An operation, cursor or transaction from asking at the gate to its end")
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
@StackTrace(false)
@Threshold("20 ms")
public final class OperationFlight extends Event {
    @Label("Connection")
    private final @Nullable String connection;

    @Label("Operation")
    private final @Nullable String operation;

    @Label("Namespace")
    private final @Nullable String namespace;

    private OperationFlight(String connection, String operation, String namespace) {
        this.connection = connection;
        this.operation = operation;
        this.namespace = namespace;
    }

    /** Begins one, or returns null while nobody records it. */
    public static @Nullable OperationFlight begin(String connection, String operation, String namespace) {
        if (!Flight.possible()) {
            return null;
        }
        OperationFlight flight = new OperationFlight(connection, operation, namespace);
        if (!flight.isEnabled()) {
            return null;
        }
        flight.begin();
        return flight;
    }

    /** Ends it; recorded if it took longer than the recording's threshold. */
    public void land() {
        commit();
    }
}
