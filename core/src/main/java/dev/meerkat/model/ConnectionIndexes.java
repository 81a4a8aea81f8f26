package dev.meerkat.model;

import java.time.Duration;
import java.util.List;

/**
 * The indexes of all models of a connection, in the order the models were registered; {@link IndexedModel} for one model's.
 *
 * <p>Thread safety: safe. Source: contract I5.
 */
public interface ConnectionIndexes {
    /** Each model's plan; changes nothing. */
    List<IndexPlan> plans();

    /** The report of each model's last run; models without a run are left out. */
    List<IndexReport> reports();

    /** {@link IndexedModel#createIndexes()} for each model; a failure ends up in its model's report and holds back no other model. */
    List<IndexReport> createIndexes();

    /** {@link IndexedModel#syncIndexes(IndexSync)} for each model; a failure ends up in its model's report and holds back no other model. */
    List<IndexReport> syncIndexes(IndexSync how);

    /** {@link IndexedModel#awaitIndexes(Duration)} for all models together. */
    List<IndexReport> await(Duration timeout);
}
