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
    private final int instances;

    private Doctor(ConnectionOptions options, int instances) {
        this.options = options;
        this.instances = instances;
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
     * A doctor for a connection with these options.
     *
     * @throws InvalidOptionsException when they have no URI
     */
    public static Doctor of(ConnectionOptions options) {
        options.uri();
        return new Doctor(options, 1);
    }

    /** The same for so many processes like this one, at least 1, which matters to the server's limit. Default: 1. */
    public Doctor instances(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("instances must be at least 1: " + count);
        }
        return new Doctor(options, count);
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
        return new Examination(options, instances, listener::accept, TimeSource.SYSTEM).run();
    }
}
