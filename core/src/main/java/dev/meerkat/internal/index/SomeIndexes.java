package dev.meerkat.internal.index;

import dev.meerkat.model.ConnectionIndexes;
import dev.meerkat.model.IndexPlan;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.IndexSync;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The indexes of some models of a connection.
 *
 * @param keeper keeps them
 * @param models which; asked at each call
 */
record SomeIndexes(IndexKeeper keeper, Supplier<List<ModelIndexes>> models) implements ConnectionIndexes {
    @Override
    public List<IndexPlan> plans() {
        return models.get().stream().map(ModelIndexes::indexPlan).toList();
    }

    @Override
    public List<IndexReport> reports() {
        return models.get().stream()
                .map(ModelIndexes::indexReport)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<IndexReport> createIndexes() {
        return models.get().stream()
                .map(each -> each.now(IndexPolicy.CREATE, IndexSync.SAFE))
                .toList();
    }

    @Override
    public List<IndexReport> syncIndexes(IndexSync how) {
        return models.get().stream()
                .map(each -> each.now(IndexPolicy.SYNC, how))
                .toList();
    }

    @Override
    public List<IndexReport> await(Duration timeout) {
        keeper.await(models.get(), timeout);
        return reports();
    }
}
