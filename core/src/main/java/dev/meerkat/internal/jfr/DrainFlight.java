package dev.meerkat.internal.jfr;

import dev.meerkat.stats.DrainReport;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** {@code meerkat.Drain}: a close, from refusing new work to the end of the driver's client. Source: contract E6. */
@Name("meerkat.Drain")
@Label("Drain")
@Category({"Meerkat", "Connection"})
@Description("A close, from refusing new work to the end of the driver's client")
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
@StackTrace(false)
public final class DrainFlight extends Event {
    @Label("Connection")
    private final @Nullable String connection;

    @Label("Finished")
    private long finished;

    @Label("Refused waiters")
    private int refusedWaiters;

    @Label("Cut")
    private int cut;

    @Label("Forced")
    private boolean forced;

    private DrainFlight(String connection) {
        this.connection = connection;
    }

    /** Begins one, or returns null while nobody records. */
    public static @Nullable DrainFlight begin(String connection) {
        if (!Flight.possible()) {
            return null;
        }
        DrainFlight flight = new DrainFlight(connection);
        flight.begin();
        return flight;
    }

    /** Ends {@code flight}, if there is one, with what came of it. */
    public static void land(@Nullable DrainFlight flight, DrainReport report) {
        if (flight != null) {
            flight.finished = report.finished();
            flight.refusedWaiters = report.refusedWaiters();
            flight.cut = report.cut().size() + report.cutWithoutDetail();
            flight.forced = report.forced();
            flight.commit();
        }
    }
}
