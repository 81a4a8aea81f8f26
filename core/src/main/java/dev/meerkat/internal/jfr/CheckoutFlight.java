package dev.meerkat.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * {@code meerkat.Checkout}: a caller's wait for a pooled connection. The driver tells its begin and its end on the caller's thread, which
 * carries it in between. Source: contract E6.
 */
@Name("meerkat.Checkout")
@Label("Checkout")
@Category({"Meerkat", "Pool"})
@Description("A caller's wait for a pooled connection")
@SuppressWarnings("UnusedVariable") // the recorder reads the fields
@StackTrace(false)
@Threshold("10 ms")
public final class CheckoutFlight extends Event {
    private static final ThreadLocal<@Nullable CheckoutFlight> RUNNING = new ThreadLocal<>();

    @Label("Server")
    private final @Nullable String host;

    @Label("Outcome")
    @Description("lent, or the driver's reason for a failure")
    private @Nullable String outcome;

    private CheckoutFlight(String host) {
        this.host = host;
    }

    /** A caller asks for a connection. */
    public static void begin(String host) {
        if (Flight.possible()) {
            CheckoutFlight flight = new CheckoutFlight(host);
            if (flight.isEnabled()) {
                flight.begin();
                RUNNING.set(flight);
            }
        }
    }

    /** The calling thread's wait is over. */
    public static void end(String outcome) {
        if (Flight.possible()) {
            CheckoutFlight flight = RUNNING.get();
            if (flight != null) {
                RUNNING.set(null); // to remove it would make the thread's next checkout enter it anew
                flight.outcome = outcome;
                flight.commit();
            }
        }
    }
}
