package dev.meerkat.internal.managed;

import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in transactions whose session is ambient: what the managed client does on the work's thread belongs to the transaction without
 * being told. Commit, abort and retries are the driver's own {@link ClientSession#withTransaction}.
 *
 * <p>Thread safety: safe. Source: contract I6.
 */
public final class Transactions {
    private final ManagedClient client;
    private final Runnable requirement;

    /** Transactions of {@code client}; {@code requirement} throws where the deployment cannot have any. */
    public Transactions(ManagedClient client, Runnable requirement) {
        this.client = client;
        this.requirement = requirement;
    }

    /** Runs {@code work} in a transaction of its own, or in the one that the thread is in already; {@code options} are the outermost call's. */
    public <T extends @Nullable Object> T run(TransactionOptions options, Function<? super ClientSession, T> work) {
        HandleSettings.present("options", options);
        HandleSettings.present("work", work);
        ManagedSession joined = client.root.ambient().session();
        if (joined != null) {
            return work.apply(joined);
        }
        try (ManagedSession session = client.newSession()) {
            requirement.run();
            return session.withTransaction(() -> inside(session, work), options);
        }
    }

    private <T extends @Nullable Object> T inside(ManagedSession session, Function<? super ClientSession, T> work) {
        Ambient ambient = client.root.ambient();
        session.takeSpoiled();
        ambient.enter(session);
        try {
            T result = work.apply(session);
            RuntimeException swallowed = session.takeSpoiled();
            if (swallowed != null) {
                throw swallowed; // a commit could only fail, and the driver would repeat the work for two minutes
            }
            return result;
        } finally {
            ambient.leave();
        }
    }
}
