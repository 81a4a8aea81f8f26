package dev.meerkat.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A model's indexes: what its schema says, what the server has, and how the one becomes the other.
 *
 * <p>Meerkat does what the model's {@link IndexPolicy} says by itself, on its own thread. These methods are for doing it at a moment of
 * one's own, and for looking first. They run on the caller's thread, wait for the server however long a build takes ({@code
 * operationTimeout} and {@code socketTimeout} do not apply), and are not for use inside a transaction.
 *
 * <p>Thread safety: safe. Errors: what the gate and the driver throw passes through; what the server refuses is in the report and in {@link
 * dev.meerkat.error.IndexesFailedException}. Source: contract I5.
 */
public interface IndexedModel {
    /** What Meerkat does by itself: the schema's policy, else what the connection's {@code autoIndex} says. */
    IndexPolicy indexPolicy();

    /** Compares schema and server and changes nothing. Mongoose's {@code diffIndexes}. */
    IndexPlan indexPlan();

    /**
     * Builds what is missing, each index by itself, so that one failure holds back no other. Existing indexes stay as they are.
     *
     * @throws dev.meerkat.error.IndexesFailedException when an index could not be built, or conflicts with an existing one
     */
    IndexReport createIndexes();

    /** As {@link #syncIndexes(IndexSync)} with {@link IndexSync#SAFE}. */
    IndexReport syncIndexes();

    /**
     * Builds what is missing, and ends conflicts: changes in place what the server can change; otherwise builds the new index first, sees
     * that it is there, and drops the old one then. A name that is taken gets {@code _r2} or the next free number, because an index cannot
     * be renamed. What no index of the schema stands in conflict with is dropped only with {@link IndexSync#dropUnknown()}.
     *
     * @throws dev.meerkat.error.IndexesFailedException when something could not be done; the rest was
     */
    IndexReport syncIndexes(IndexSync how);

    /** The report of the last run, Meerkat's own or a call's; empty before the first. */
    Optional<IndexReport> indexReport();

    /**
     * Waits for Meerkat's own run since the last open, at most {@code timeout}; a start that should wait for its indexes calls this, and
     * {@link IndexReport#orThrow()} if it should fail without them.
     *
     * @throws dev.meerkat.error.ConnectionUnavailableException when the time is up
     * @throws dev.meerkat.error.ConnectionClosedException when the connection was closed meanwhile
     */
    IndexReport awaitIndexes(Duration timeout);
}
