package dev.meerkat.internal.doctor;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.internal.driver.Purpose;
import dev.meerkat.internal.driver.ServerLimit;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.Startup;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.bson.Document;

/**
 * The doctor's one attempt to connect: a connection like any other, with shorter limits, so that evidence, probe and catalogue explain what
 * becomes of it. Confined to one thread.
 */
final class Attempt implements AutoCloseable {
    /** As no connection of an application can be named, so that its threads and lines in the log are the doctor's to see. */
    private static final String NAME = "(doctor)";

    private static final Duration SELECTION = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(6);

    /** A silent check fails before the attempt ends, so that silence is told as such. */
    private static final Duration CONNECT = Duration.ofMillis(2500);

    /** Where each new socket waits so long for an address that keeps silent; there are two, the monitor's and the pool's. */
    private static final Duration DETOUR = Duration.ofSeconds(1);

    /** What TCP, TLS, hello and login take together on a slow network, twice: once for the monitor and once for the pool. */
    private static final int ROUND_TRIPS = 20;

    /** What making the first driver client takes besides on a machine that does other things too. */
    private static final Duration LOADING = Duration.ofSeconds(2);

    /** What one command may take, unless less is left. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final ConnectionOptions options;
    private final Sightings sightings;
    private final Patience patience;
    private final TimeSource time;
    private final GuardedConnection connection = new GuardedConnection(NAME, UnaryOperator.identity());

    private Attempt(ConnectionOptions options, Sightings sightings, Patience patience, TimeSource time) {
        this.options = options;
        this.sightings = sightings;
        this.patience = patience;
        this.time = time;
    }

    /**
     * Prepares it.
     *
     * @param slowest how long a socket took to open
     * @param detour whether another address is tried first, in vain
     */
    static Attempt prepare(
            ConnectionOptions options, Duration slowest, boolean detour, Patience patience, TimeSource time) {
        Sightings sightings = new Sightings(time);
        Duration far = slowest.multipliedBy(ROUND_TRIPS);
        Duration extra = far.compareTo(LONGEST.minus(SELECTION)) > 0 ? LONGEST.minus(SELECTION) : far;
        Duration selection = whole(patience.atMost(SELECTION.plus(extra)));
        Duration connect =
                shorter(options.connectTimeout(), whole((detour ? DETOUR : CONNECT).plus(extra.dividedBy(2))));
        ConnectionOptions hurried = options.toBuilder()
                .minPoolSize(0)
                .serverSelectionTimeout(selection)
                .connectTimeout(connect)
                .socketTimeout(connect)
                .operationTimeout(Duration.ZERO)
                .retry(RetryPolicy.none())
                .startup(Startup.REQUIRED)
                .startupTimeout(selection.plus(LOADING))
                .closeGrace(Duration.ZERO)
                .signals(false)
                .customize(settings -> {
                    options.customize().ifPresent(own -> own.accept(settings));
                    sightings.listen(settings);
                })
                .build();
        return new Attempt(hurried, sightings, patience, time);
    }

    /** Options take milliseconds. */
    private static Duration whole(Duration duration) {
        return Duration.ofMillis(duration.toMillis());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Connects; empty if it could, else why not. */
    Optional<Diagnosis> open() {
        Throwable refused = answer(() -> connection.open(options)).failure();
        return Optional.ofNullable(refused).map(failure -> Diagnosis.ofConnecting(failure, null));
    }

    /** What the connection is for. */
    Purpose purpose() {
        return new Purpose(options.readPreference(), options.readOnly());
    }

    Sightings sightings() {
        return sightings;
    }

    GuardedConnection connection() {
        return connection;
    }

    /** Whether there is time for one more command that is answered late. */
    boolean patient() {
        return patience.allows(ANSWER);
    }

    /** What is left of {@code wanted}. */
    Duration atMost(Duration wanted) {
        return patience.atMost(wanted);
    }

    /** Runs a command as the connection itself would prove that it is usable. */
    Inquiries.Answer<Document> command(String database, Document command) {
        return answer(() -> connection
                .client()
                .getDatabase(database)
                .withTimeout(patience.atMost(ANSWER).toMillis(), TimeUnit.MILLISECONDS)
                .runCommand(command, purpose().proof()));
    }

    /** What the server takes; empty if it tells no figures. */
    Inquiries.Answer<Optional<ServerLimit>> limit() {
        return answer(() -> ServerLimit.ask(connection.client(), patience.atMost(ANSWER)));
    }

    /** Asks on this thread. A failure is an answer; that the thread was interrupted is none. */
    private <T> Inquiries.Answer<T> answer(Supplier<T> question) {
        long began = time.nanos();
        try {
            return new Inquiries.Answer<>(question.get(), null, since(began));
        } catch (WaitInterruptedException | MongoInterruptedException interrupted) {
            throw Inquiries.interrupted(interrupted);
        } catch (MongoException failure) {
            if (Thread.currentThread().isInterrupted()) { // a socket's read goes on until its own time is over
                throw Inquiries.interrupted(failure);
            }
            return new Inquiries.Answer<>(null, failure, since(began));
        }
    }

    private Duration since(long began) {
        return Duration.ofNanos(time.nanos() - began);
    }

    @Override
    public void close() {
        connection.close();
    }
}
