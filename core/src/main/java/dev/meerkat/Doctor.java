package dev.meerkat;

import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.internal.doctor.Examination;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Looks at everything that stands between this process and a deployment, step by step, times each, and says what to do about the first that is
 * broken: URI, SRV and TXT, DNS, TCP, TLS, hello, login, role and set, round trip, pool, server limit.
 *
 * <p>Bounded: what is refused is told at once, what is silent within seconds; 12 s in all at most, besides a trust store or credential source that
 * blocks. Connects as the options say, through a connection of its own that is closed again; writes nothing. Immutable and safe to share.
 * Source: contract D2.
 */
public final class Doctor {
    private final ConnectionOptions options;

    private Doctor(ConnectionOptions options) {
        this.options = options;
    }

    /**
     * A doctor for a connection string.
     *
     * @throws InvalidOptionsException with everything that is wrong with it: then there is nothing to examine
     */
    public static Doctor of(String uri) {
        return of(ConnectionOptions.builder().uri(uri).build());
    }

    /**
     * A doctor for a connection with these options; {@code instances} among them says how many processes share the server's limit.
     *
     * @throws InvalidOptionsException when they have no URI
     */
    public static Doctor of(ConnectionOptions options) {
        options.uri();
        return new Doctor(options);
    }

    /**
     * Examines; blocks meanwhile.
     *
     * @throws dev.meerkat.error.WaitInterruptedException when the thread is interrupted; for nothing that is found
     */
    public Checkup examine() {
        return examine(step -> {});
    }

    /** As {@link #examine()}; {@code listener} is told each step as soon as it is over, on this thread. */
    public Checkup examine(Consumer<? super StepReport> listener) {
        Objects.requireNonNull(listener, "listener");
        return new Examination(options, listener::accept, TimeSource.SYSTEM).run();
    }
}
