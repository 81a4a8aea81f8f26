package dev.meerkat.internal.registry;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.event.Connected;
import dev.meerkat.event.Connecting;
import dev.meerkat.event.Opened;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.lint.OpenLedger;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.stats.SocketBudget;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks at a registry's connections when they open, and once more a minute later. Thread safety: safe. Source: contract D3. */
final class Linter {
    static final Duration LATER = Duration.ofSeconds(60);

    /** The JDK's shared thread counts the minute and no more: what is done then asks a server, and so has a thread of its own. */
    private static final Executor A_MINUTE_LATER =
            CompletableFuture.delayedExecutor(LATER.toSeconds(), TimeUnit.SECONDS, Linter::begin);

    private static final int MANY_MODELS = 25;

    private final OpenLedger ledger;
    private final SharedDeployments shared;
    private final BooleanSupplier closes;
    private final Executor later;

    /**
     * Makes one.
     *
     * @param closes whether somebody is known to close the registry at the end of the process
     * @param workers whether a connection is a worker's
     * @param later runs what it is given a minute later
     */
    Linter(
            OpenLedger ledger,
            Supplier<List<GuardedConnection>> all,
            BooleanSupplier closes,
            Predicate<GuardedConnection> workers,
            Executor later) {
        this.ledger = ledger;
        this.shared = new SharedDeployments(all, workers);
        this.closes = closes;
        this.later = later;
    }

    private static void begin(Runnable look) {
        Thread thread = new Thread(look, "meerkat-linter");
        thread.setDaemon(true);
        thread.start();
    }

    static Linter of(
            Supplier<List<GuardedConnection>> all, BooleanSupplier closes, Predicate<GuardedConnection> workers) {
        return new Linter(OpenLedger.OF_THIS_JVM, all, closes, workers, A_MINUTE_LATER);
    }

    /** Looks at the connection from now on. */
    void watch(GuardedConnection connection) {
        AtomicBoolean fresh = new AtomicBoolean();
        Runnable again = () -> lookAgain(connection);
        connection.hear(Connecting.class, event -> {
            fresh.set(true);
            begun(connection);
        });
        connection.hear(Connected.class, event -> shared.connected(connection));
        connection.hear(Opened.class, event -> {
            if (fresh.getAndSet(false)) {
                later.execute(weakly(again));
            }
        });
        connection.hear(Reconfigured.class, event -> {
            connection.lints().tellOptions();
            shared.connected(connection);
        });
    }

    /** Whoever waits with this for a minute keeps no connection in memory that nobody else has any more. */
    private static Runnable weakly(Runnable look) {
        WeakReference<Runnable> reference = new WeakReference<>(look);
        return () -> {
            Runnable there = reference.get();
            if (there != null) {
                there.run();
            }
        };
    }

    /** A connection of that name is new again. */
    void forget(String name) {
        shared.forget(name);
    }

    private void begun(GuardedConnection connection) {
        connection.lints().begin();
        connection.lints().tellOptions();
        List<String> hosts = connection.options().uri().hosts();
        if (ledger.tooOften(new HashSet<>(hosts), TimeSource.SYSTEM.nanos())) {
            see(connection, LintRule.REOPENED, String.join(",", hosts) + " was opened more than 10 times in a minute");
        }
    }

    private void lookAgain(GuardedConnection connection) {
        ConnectionState state = connection.state();
        if (state != ConnectionState.CONNECTED && state != ConnectionState.INTERRUPTED) {
            return;
        }
        if (connection.lints().unwatched()) {
            see(connection, LintRule.UNWATCHED, "nobody has looked at the connection for 60 s");
        }
        if (!closes.getAsBoolean()) {
            see(connection, LintRule.NO_CLOSE, "nothing is known that closes the connection at the end of the process");
        }
        int models = connection.models().size();
        if (models > MANY_MODELS) {
            see(connection, LintRule.UNRELATED_MODELS, models + " models share the connection");
        }
        SocketBudget budget =
                Budgets.of(List.of(connection), connection.options().instances(), true);
        if (budget.exceeds()) {
            see(connection, LintRule.POOL_OVER_LIMIT, budget.toString().replace("\n", "; "));
        }
    }

    private static void see(GuardedConnection connection, LintRule rule, String message) {
        connection.lints().see(new Lint(rule, message));
    }
}
