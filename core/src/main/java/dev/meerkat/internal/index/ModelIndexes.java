package dev.meerkat.internal.index;

import dev.meerkat.model.IndexPlan;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.IndexSync;
import dev.meerkat.model.IndexedModel;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A registered model's indexes. Thread safety: safe. */
public final class ModelIndexes implements IndexedModel {
    private final IndexKeeper keeper;
    private final IndexGround ground;
    private final IndexTarget target;
    private volatile @Nullable IndexReport report;

    /** The open in which Meerkat's own run was done; guarded by the keeper's lock. */
    IndexGround.@Nullable Opening doneIn;

    ModelIndexes(IndexKeeper keeper, IndexGround ground, IndexTarget target) {
        this.keeper = keeper;
        this.ground = ground;
        this.target = target;
    }

    IndexTarget target() {
        return target;
    }

    IndexWork work() {
        return new IndexWork(ground, target, keeper.othersThan(this));
    }

    void report(IndexReport last) {
        report = last;
    }

    @Override
    public IndexPolicy indexPolicy() {
        return IndexRights.policy(target.policy(), ground.options());
    }

    @Override
    public IndexPlan indexPlan() {
        return work().plan();
    }

    @Override
    public IndexReport createIndexes() {
        return now(IndexPolicy.CREATE, IndexSync.SAFE).orThrow();
    }

    @Override
    public IndexReport syncIndexes() {
        return syncIndexes(IndexSync.SAFE);
    }

    @Override
    public IndexReport syncIndexes(IndexSync how) {
        return now(IndexPolicy.SYNC, how).orThrow();
    }

    /** On the caller's thread, once. */
    IndexReport now(IndexPolicy policy, IndexSync how) {
        ConnectionOptions options = ground.options();
        IndexWork work = work();
        IndexReport done = IndexRights.objection(options)
                .map(reason -> work.refused(policy, Explanation.readOnlyConnection(target.place(), reason)))
                .orElseGet(() -> work.run(policy, options.autoCreate(), how));
        report = done;
        return done;
    }

    @Override
    public Optional<IndexReport> indexReport() {
        return Optional.ofNullable(report);
    }

    @Override
    public IndexReport awaitIndexes(Duration timeout) {
        keeper.await(List.of(this), timeout);
        IndexReport last = report;
        if (last == null) {
            throw new IllegalStateException("a run without a report");
        }
        return last;
    }
}
