package dev.meerkat.internal.lifecycle;

import com.mongodb.client.MongoClient;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.gate.Drain;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open of a connection, from open to close: its options, the driver client in service and the threads that work for it.
 *
 * <p>Thread safety: safe. The session's monitor guards {@link #client}, {@link #offered}, {@link #attempt}, {@link #trying}, {@link #errands},
 * {@link #questions}, {@link #ping}, {@link #retired}, {@link #strays} and the step to {@link #cancelled}; the driver is never called under
 * it.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.connection");

    /** What the end of an attempt waits for the monitors of its client, so that attempts in quick succession do not pile up. */
    private static final Duration MONITORS = Duration.ofMillis(500);

    /** The part of it for a monitor in a look-up or a connect. */
    private static final Duration STUCK = Duration.ofMillis(50);

    private final String connection;
    private final ConnectionOptions options;
    private final TimeSource time;
    private final RandomGenerator random;
    private final StateCell cell;
    private final Consumer<MongoClient> newClient;
    private final Consumer<Session> whenOpen;
    private final PoolWatch pools;
    private final LeakWatch leaks;
    private final Lineage lineage;
    private final Bell bell = new Bell();
    private final CompletableFuture<Outcome> first = new CompletableFuture<>();
    private final List<Errand<?>> errands = new ArrayList<>();
    private final List<Errand<?>> questions = new ArrayList<>();
    private CompletableFuture<Boolean> ping = CompletableFuture.completedFuture(true);

    /** Clients no longer in service whose work may still end, each with who waits for that. */
    private final Map<DriverClient, Errand<?>> retired = new LinkedHashMap<>();

    /** The driver's threads of clients that were closed, each with its client; one may sit in a look-up for long. */
    private final Map<Thread, DriverClient> strays = new HashMap<>();

    /** Of what each client was made. */
    private final Map<DriverClient, String> fingerprints = new WeakHashMap<>();

    private volatile @Nullable Thread guard;
    private volatile boolean cancelled;

    /** Whether the connection is this session's: false while a rotation tries it beside another. */
    private volatile boolean serving;

    private volatile Outcome ending = Outcome.closed();
    private volatile @Nullable DriverClient client;
    private volatile int attempt;

    /** A client made to replace the present one, until the guard takes it, or the close does. */
    private @Nullable DriverClient offered;

    /** Whether a client is wanted for the present attempt. */
    private boolean trying;

    Session(
            String connection,
            ConnectionOptions options,
            TimeSource time,
            RandomGenerator random,
            StateCell cell,
            Consumer<MongoClient> newClient,
            Consumer<Session> whenOpen,
            PoolObserver observer,
            LeakWatch leaks,
            Lineage lineage,
            boolean serving) {
        this.connection = connection;
        this.options = options;
        this.time = time;
        this.random = random;
        this.cell = cell;
        this.newClient = newClient;
        this.whenOpen = whenOpen;
        this.pools = new PoolWatch(this, observer);
        this.leaks = leaks;
        this.lineage = lineage;
        this.serving = serving;
    }

    String connection() {
        return connection;
    }

    ConnectionOptions options() {
        return options;
    }

    TimeSource time() {
        return time;
    }

    RandomGenerator random() {
        return random;
    }

    StateCell cell() {
        return cell;
    }

    /** What its clients' generations are marked by. */
    Lineage lineage() {
        return lineage;
    }

    Bell bell() {
        return bell;
    }

    /** What the connection's application holds. */
    LeakWatch leaks() {
        return leaks;
    }

    /** What is told of the pools, and which are saturated. */
    PoolWatch pools() {
        return pools;
    }

    /** Completed when the first connect ended, or was closed. */
    CompletableFuture<Outcome> first() {
        return first;
    }

    /** The driver client in service, or being tried; null between attempts. */
    @Nullable
    DriverClient client() {
        return client;
    }

    /** Tells whoever has work for an open connection that the first connect succeeded; must not wait. */
    void opened() {
        whenOpen.accept(this);
    }

    /** Number of the running or last attempt, from 1. */
    int attempt() {
        return attempt;
    }

    /** Begins an attempt of the first connect, until {@link #discard()}. */
    synchronized void attempt(int number) {
        attempt = number;
        trying = true;
    }

    boolean live() {
        return !cancelled;
    }

    /**
     * Takes the client made for an attempt of the first connect, to be tried and then to be in service, unless the attempt or the session is
     * over; tells whether it did.
     */
    synchronized boolean adopt(DriverClient next, int number) {
        if (cancelled || !trying || number != attempt) {
            return false;
        }
        client = next;
        return true;
    }

    /** Keeps a client that was made to replace the present one, unless the session was cancelled; tells whether it did. */
    synchronized boolean offer(DriverClient made) {
        if (cancelled) {
            return false;
        }
        offered = made;
        return true;
    }

    /** Takes the client that was offered, to try and to close it; null if there is none. */
    @Nullable
    synchronized DriverClient takeOffered() {
        DriverClient taken = offered;
        offered = null;
        return taken;
    }

    /**
     * Puts {@code next} into service unless the session was cancelled; tells whether it did. Work on the client before may end, then that
     * one is closed.
     */
    synchronized boolean replace(DriverClient next) {
        if (cancelled) {
            return false;
        }
        DriverClient before = client;
        client = next;
        if (before != null) {
            retired.put(before, ask("retire", () -> retire(before)));
        }
        return true;
    }

    /** On an errand's thread; interrupted when the connection is closed, to whose drain the work then belongs. */
    private boolean retire(DriverClient old) throws InterruptedException {
        Drain.Result drained = new Drain(old.generation(), time).await(options.closeGrace());
        if (old.generation().forced()) {
            LOG.warn(
                    "[{}] work on a replaced driver client was cut when closeGrace ended cut={} withoutDetail={}",
                    connection,
                    drained.cut(),
                    drained.withoutDetail());
        }
        synchronized (this) {
            if (retired.remove(old) != null) {
                send("discard", () -> dismiss(old));
            }
        }
        return true;
    }

    /** Takes every client that has work to drain, the one in service first; after the cancel, once. */
    List<DriverClient> takeClients() {
        List<DriverClient> taken = new ArrayList<>();
        List<Errand<?>> retiring;
        synchronized (this) {
            Stream.ofNullable(client).forEach(taken::add);
            Stream.ofNullable(takeOffered()).forEach(taken::add);
            taken.addAll(retired.keySet());
            retiring = List.copyOf(retired.values());
            retired.clear();
        }
        retiring.forEach(errand -> join(errand.thread(), time.nanos() + MONITORS.toNanos()));
        return taken;
    }

    /**
     * Tells whether the first connect may succeed; if so, a cancel takes it back from nobody who waits for it. Asked in the move to
     * CONNECTED, which a close comes before or after, never between.
     */
    boolean succeeds(int attempts) {
        if (cancelled) {
            return false;
        }
        ending = Outcome.success(attempts);
        return true;
    }

    boolean serving() {
        return serving;
    }

    /**
     * Gives the connection over to {@code next}, unless this session is over: then it tells false. Its work goes on until it is cancelled,
     * its guard does not. Asked in the move to the next one's client, so that nothing this one saw is told after it.
     */
    boolean cede(Session next) {
        synchronized (this) {
            if (cancelled) {
                return false;
            }
            ending = Outcome.success(attempt);
            cancelled = true;
        }
        serving = false;
        next.serving = true;
        return true;
    }

    /** Lets whoever waits see that another session has the connection. */
    void ceded() {
        bell.ring();
        first.complete(ending);
    }

    /** Starts the thread that opens the connection and stands guard over it. */
    void begin(Runnable work) {
        Thread thread = new Thread(work, "meerkat-" + connection + "-guard");
        thread.setDaemon(true);
        guard = thread;
        thread.start();
    }

    /** Makes a driver client; nobody else knows it yet. Blocks on files and callbacks, then on DNS. */
    DriverClient makeClient() {
        return makeClient(Material.read(options));
    }

    /** As {@link #makeClient()}, of what was read. Blocks on DNS. */
    DriverClient makeClient(Material material) {
        DriverClient made = DriverClient.create(material.options(), time, random, bell::ring, pools);
        try {
            newClient.accept(made.generation().client());
        } catch (RuntimeException | Error refused) {
            dismiss(made);
            throw refused;
        }
        synchronized (this) {
            fingerprints.put(made, material.fingerprint());
        }
        return made;
    }

    /** The fingerprint of what the client in service was made of; empty between clients. */
    synchronized String fingerprint() {
        return fingerprints.getOrDefault(client, "");
    }

    boolean tells() {
        return !cancelled && serving;
    }

    /** Does something that may block on a thread of its own, and rings the bell when it is done. A cancel does not interrupt it. */
    synchronized <T> Errand<T> send(String what, Callable<T> work) {
        errands.removeIf(Errand::done);
        Errand<T> errand = Errand.start("meerkat-" + connection + "-" + what, work, bell::ring);
        errands.add(errand);
        return errand;
    }

    /** As {@link #send}, but a cancel interrupts it. Not for work that makes or closes a driver client, which would leave threads behind. */
    synchronized <T> Errand<T> ask(String what, Callable<T> work) {
        Errand<T> errand = send(what, work);
        questions.removeIf(Errand::done);
        questions.add(errand);
        if (cancelled) {
            errand.abandon();
        }
        return errand;
    }

    /** Asks the deployment whether it is there; who asks while a ping runs shares its answer. Waits for nothing. */
    synchronized CompletableFuture<Boolean> ping(DriverClient asked) {
        if (ping.isDone()) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            ping = answer;
            ask("ping", () -> {
                try {
                    asked.ping(options.database(), options.serverSelectionTimeout());
                    return answer.complete(true);
                } catch (RuntimeException | Error failure) {
                    return answer.completeExceptionally(failure);
                }
            });
        }
        return ping;
    }

    /** Ends an attempt: closes its client and waits a little for its monitors; empty if there is none, which then comes too late. */
    synchronized Optional<Errand<Boolean>> discard() {
        trying = false;
        DriverClient unwanted = client;
        client = null;
        return unwanted == null
                ? Optional.empty()
                : Optional.of(send("discard", () -> {
                    dismiss(unwanted);
                    awaitStrays(time.nanos() + MONITORS.toNanos());
                    return true;
                }));
    }

    /** Closes a client, on an errand's thread, and keeps the driver's threads for a close of the connection. */
    boolean dismiss(DriverClient unwanted) {
        keepThreads(unwanted);
        unwanted.close();
        keepThreads(unwanted); // with those that came while the door was still open
        return true;
    }

    private void keepThreads(DriverClient closed) {
        Set<Thread> living = closed.threads();
        synchronized (this) {
            strays.keySet().removeIf(thread -> !thread.isAlive());
            living.forEach(thread -> strays.put(thread, closed));
        }
    }

    /**
     * Marks the session as over; what it still does is to clean up.
     *
     * @param gaveUp how its first connect failed; null if it was closed, succeeded or gave the connection over before it could fail
     */
    void end(@Nullable Outcome gaveUp) {
        Outcome outcome;
        synchronized (this) {
            cancelled = true;
            outcome = gaveUp == null ? ending : gaveUp;
        }
        first.complete(outcome);
    }

    /** Ends every wait of the guard at once; what blocks in the driver ends when the client is closed. */
    void cancel() {
        List<Errand<?>> running;
        synchronized (this) {
            cancelled = true;
            running = List.copyOf(questions);
        }
        running.forEach(Errand::abandon);
        bell.ring();
        first.complete(ending);
    }

    /** Waits for every thread of the session, at most until {@code end}; returns the names of those that have not ended. */
    List<String> awaitThreads(long end) {
        Thread first = guard;
        if (first != null) {
            join(first, end); // it sends others as long as it lives
        }
        workers().forEach(thread -> join(thread, end)); // they leave strays behind
        awaitStrays(end);
        return Stream.of(Stream.ofNullable(first), workers().stream(), strays().keySet().stream())
                .flatMap(threads -> threads)
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .distinct()
                .toList();
    }

    /** Waits for the strays at most until {@code end}, and for stuck ones only for a moment: they may end by themselves, no other way. */
    private void awaitStrays(long end) {
        long soon = time.nanos() + STUCK.toNanos();
        strays().forEach((thread, closed) -> {
            join(thread, soon);
            if (!closed.stuck(thread)) {
                join(thread, end);
            }
        });
    }

    private synchronized List<Thread> workers() {
        return errands.stream().map(Errand::thread).toList();
    }

    private synchronized Map<Thread, DriverClient> strays() {
        return Map.copyOf(strays);
    }

    private void join(Thread thread, long end) {
        try {
            thread.join(Math.max(1, (end - time.nanos()) / 1_000_000));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
