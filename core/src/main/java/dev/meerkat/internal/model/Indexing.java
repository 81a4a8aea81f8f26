package dev.meerkat.internal.model;

import dev.meerkat.model.IndexPlan;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.IndexSync;
import dev.meerkat.model.IndexedModel;
import java.time.Duration;
import java.util.Optional;

/** A model that leaves its indexes to somebody who knows more of them. */
interface Indexing extends IndexedModel {
    /** Who knows more. */
    IndexedModel indexes();

    @Override
    default IndexPolicy indexPolicy() {
        return indexes().indexPolicy();
    }

    @Override
    default IndexPlan indexPlan() {
        return indexes().indexPlan();
    }

    @Override
    default IndexReport createIndexes() {
        return indexes().createIndexes();
    }

    @Override
    default IndexReport syncIndexes() {
        return indexes().syncIndexes();
    }

    @Override
    default IndexReport syncIndexes(IndexSync how) {
        return indexes().syncIndexes(how);
    }

    @Override
    default Optional<IndexReport> indexReport() {
        return indexes().indexReport();
    }

    @Override
    default IndexReport awaitIndexes(Duration timeout) {
        return indexes().awaitIndexes(timeout);
    }
}
