package dev.meerkat.internal.managed;

import com.mongodb.ClientSessionOptions;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.TransactionBody;
import dev.meerkat.internal.gate.Admission;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.gate.Origin;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.stats.LeakKind;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A session that holds the gate only while a transaction is open; idle, it moves to the driver client of the next operation and takes its
 * cluster, operation and snapshot time along. After a failed commit the transaction counts as open until the session commits, aborts, closes
 * or goes on to something else.
 *
 * <p>Thread safety: none, as the driver's; only {@link #close()} may come from another thread. Source: contract G5, G6, R1.
 */
final class ManagedSession extends SessionMethods {
    private final ManagedCluster cluster;
    private final ClientSessionOptions options;
    private Generation generation;
    private volatile ClientSession driver;
    private volatile @Nullable Lease lease;
    private final boolean own;
    private boolean spanned;
    private volatile boolean closed;

    /** The driver's sessions that this one moved away from while a cursor of theirs might still be read. */
    private final Queue<Left> left = new ConcurrentLinkedQueue<>();

    /** Told when it is closed; null if nobody looks for it. */
    private volatile @Nullable Runnable followed;

    /** The failure with which the server ended the ambient transaction, if one did. */
    private @Nullable RuntimeException spoiled;

    /** A driver's session, and where its cursors hold the gate. */
    private record Left(Generation generation, ClientSession driver) {}

    ManagedSession(ManagedCluster cluster, ClientSessionOptions options, Generation generation, boolean own) {
        this.cluster = cluster;
        this.options = options;
        this.generation = generation;
        this.own = own;
        this.driver = begin(generation);
    }

    /** The managed session behind {@code session}, which others may have wrapped; null if it is the driver's own or none. */
    static @Nullable ManagedSession of(@Nullable ClientSession session, Root root) {
        if (session == null) {
            return null;
        }
        Object found = session instanceof ManagedSession ? session : session.getOriginator();
        if (!(found instanceof ManagedSession managed)) {
            return null;
        }
        if (managed.cluster.root != root) {
            throw new IllegalStateException("state should be: ClientSession from same MongoClient");
        }
        return managed;
    }

    private ClientSession begin(Generation now) {
        return cluster.make(now.client()).startSession(options);
    }

    /** Whether Meerkat itself closes it and its cursors. */
    boolean own() {
        return own;
    }

    /** Lets it be looked for in case nobody closes it. Lost, it holds nothing but its transaction. Source: contract H4. */
    void follow() {
        LeakWatch leaks = cluster.root.leaks();
        if (leaks.on()) {
            Runnable nothing = () -> {};
            followed = leaks.follow(LeakKind.SESSION, "startSession", cluster.namespace(), this, nothing, nothing);
        }
    }

    /** Lets an open transaction be looked for; lost, it is aborted. Source: contract H4. */
    private void follow(String operation, Lease open) {
        LeakWatch leaks = cluster.root.leaks();
        if (leaks.on()) {
            open.whenEnded(
                    leaks.follow(LeakKind.TRANSACTION, operation, cluster.namespace(), this, open::end, driver::close));
        }
    }

    @Override
    ClientSession driver() {
        return driver;
    }

    /** This session: whoever wraps it hands out the same, and so is recognised by identity. */
    @Override
    public Object getOriginator() {
        return this;
    }

    /** The server ended the transaction with that failure, whatever the work makes of it. */
    void spoil(RuntimeException failure) {
        spoiled = failure;
    }

    /** Takes the failure that ended the transaction; null if none did. */
    @Nullable
    RuntimeException takeSpoiled() {
        RuntimeException failure = spoiled;
        spoiled = null;
        return failure;
    }

    /** Whether an open transaction holds this session on its driver client. */
    boolean leased() {
        return lease != null;
    }

    /** The admission that work in this session belongs to, null outside a transaction. */
    @Nullable
    Admission within() {
        Lease open = lease;
        if (open != null && !spanned && !driver.hasActiveTransaction()) {
            give(open); // the commit failed and the application went on: the driver forgets the transaction too
            return null;
        }
        return open == null ? null : open.admission();
    }

    /** The driver's session for work of the given generation. */
    ClientSession on(Generation now) {
        if (now != generation && lease == null && !closed) {
            move(now);
        }
        return driver;
    }

    private void move(Generation now) {
        ClientSession old = driver;
        ClientSession fresh = begin(now);
        if (cluster.root.settings().sameDeployment(generation, now)) {
            fresh.advanceClusterTime(old.getClusterTime());
            fresh.advanceOperationTime(old.getOperationTime());
            fresh.setSnapshotTimestamp(old.getSnapshotTimestamp());
        }
        left.add(new Left(generation, old));
        driver = fresh;
        generation = now;
        closeLeft(each -> each.generation().inFlight() == 0);
    }

    private void closeLeft(Predicate<Left> which) {
        left.removeIf(each -> {
            boolean over = which.test(each);
            if (over) {
                each.driver().close();
            }
            return over;
        });
    }

    @Override
    public void startTransaction() {
        startTransaction(TransactionOptions.builder().build());
    }

    @Override
    public void startTransaction(TransactionOptions transactionOptions) {
        if (within() != null) {
            driver.startTransaction(
                    transactionOptions); // inside withTransaction, or the driver's complaint about two at once
            return;
        }
        Admission admission = admit("startTransaction", transactionOptions, null);
        Lease open = new Lease(admission);
        admission.detach();
        boolean started = false;
        try {
            on(admission.generation()).startTransaction(transactionOptions);
            lease = open;
            started = true;
            follow("startTransaction", open);
        } catch (RuntimeException failure) {
            throw cluster.failed(failure, "startTransaction", admission);
        } finally {
            if (!started) {
                open.end();
            }
        }
    }

    @Override
    public void commitTransaction() {
        Lease open = lease;
        Admission admission = admit("commitTransaction", null, open == null ? null : open.admission());
        try {
            on(admission.generation()).commitTransaction();
            finished(open);
        } catch (RuntimeException failure) {
            throw cluster.failed(failure, "commitTransaction", admission);
        } finally {
            admission.release();
        }
    }

    /** Asks no gate: the transaction's own admission covers it, and without a transaction the driver complains without the server. */
    @Override
    public void abortTransaction() {
        try {
            driver.abortTransaction();
        } finally {
            finished(lease);
        }
    }

    @Override
    public <T> T withTransaction(TransactionBody<T> transactionBody) {
        return withTransaction(transactionBody, TransactionOptions.builder().build());
    }

    /** One lease for all tries: what the driver repeats was admitted before. */
    @Override
    public <T> T withTransaction(TransactionBody<T> transactionBody, TransactionOptions transactionOptions) {
        if (within() != null) {
            return inOpenTransaction(transactionBody, transactionOptions);
        }
        SpannedBody<T> body = new SpannedBody<>(HandleSettings.present("transactionBody", transactionBody));
        Admission admission = admit("withTransaction", transactionOptions, null);
        Lease span = new Lease(admission);
        try {
            ClientSession own = on(admission.generation());
            lease = span;
            spanned = true;
            follow("withTransaction", span);
            return own.withTransaction(body, transactionOptions);
        } catch (RuntimeException failure) {
            throw body.threw(failure) ? failure : cluster.failed(failure, "withTransaction", admission);
        } finally {
            spanned = false;
            give(span);
        }
    }

    /** The driver aborts the transaction that is open and complains. */
    private <T> T inOpenTransaction(TransactionBody<T> transactionBody, TransactionOptions transactionOptions) {
        try {
            return driver.withTransaction(transactionBody, transactionOptions);
        } finally {
            within();
        }
    }

    private Admission admit(
            String operation, @Nullable TransactionOptions transactionOptions, @Nullable Admission within) {
        return cluster.root.entrance().admit(operation, origin(transactionOptions), false, within);
    }

    /** The client, or the client with the transaction's own deadline. */
    private Origin origin(@Nullable TransactionOptions transactionOptions) {
        Long own = transactionOptions == null ? null : transactionOptions.getTimeout(TimeUnit.MILLISECONDS);
        Long deadline = own != null ? own : options.getDefaultTimeout(TimeUnit.MILLISECONDS);
        return deadline == null ? cluster : new Preferring(cluster, cluster.readPreference(), deadline);
    }

    /** The transaction is over, unless {@code withTransaction} spans it. */
    private void finished(@Nullable Lease open) {
        if (open != null && !spanned) {
            give(open);
        }
    }

    private void give(Lease open) {
        if (lease == open) {
            lease = null;
        }
        open.end();
    }

    /** Aborts an open transaction. */
    @Override
    public void close() {
        closed = true;
        try {
            driver.close();
        } finally {
            closeLeft(each -> true);
            finished(lease);
            tellClosed();
        }
    }

    private void tellClosed() {
        Runnable told = followed;
        if (told != null) {
            told.run();
        }
    }
}
