package dev.meerkat.internal.index;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.internal.index.IndexGround.Opening;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.IndexSync;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meerkat's own runs during one open, model after model. Waits out an outage and goes on; ends when nothing is due or the connection is
 * closed. Confined to its thread. Source: contract I5.
 */
final class IndexRuns implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.indexes");

    /** Between attempts when the retry policy has no further delay. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(30);

    /** After so many attempts in a row that an outage or the like ended, the event tells it. */
    private static final int TOLD_AFTER = 3;

    private final IndexGround ground;
    private final IndexKeeper keeper;
    private final Opening opening;

    IndexRuns(IndexGround ground, IndexKeeper keeper, Opening opening) {
        this.ground = ground;
        this.keeper = keeper;
        this.opening = opening;
    }

    @Override
    public void run() {
        try {
            for (ModelIndexes next = keeper.next(opening); next != null; next = keeper.next(opening)) {
                run(next);
            }
        } catch (InterruptedException closed) {
            LOG.debug("[{}] the work on indexes was stopped", ground.connection());
        } catch (RuntimeException | Error broken) {
            LOG.error("[{}] the work on indexes stopped; open the connection again", ground.connection(), broken);
            keeper.stopped(opening);
        } finally {
            keeper.closed();
        }
    }

    private void run(ModelIndexes model) throws InterruptedException {
        IndexPolicy policy = model.indexPolicy();
        Optional<String> objection = IndexRights.objection(ground.options());
        IndexWork work = model.work();
        if (objection.isPresent() && IndexRights.changes(policy)) {
            Diagnosis told = Explanation.readOnlyConnection(model.target().place(), objection.get());
            keeper.done(model, opening, work.refused(policy, told));
            return;
        }
        for (int attempt = 1; opening.live(); attempt++) {
            opening.awaitConnected();
            Optional<IndexReport> report = attempt(model, work, policy, attempt);
            if (report.isPresent()) {
                LOG.debug("[{}] {}", ground.connection(), report.get());
                keeper.done(model, opening, report.get());
                return;
            }
        }
    }

    /** One attempt; empty if it is to be tried again. */
    private Optional<IndexReport> attempt(ModelIndexes model, IndexWork work, IndexPolicy policy, int number)
            throws InterruptedException {
        try {
            return Optional.of(work.run(policy, ground.options().autoCreate(), IndexSync.SAFE));
        } catch (RuntimeException failure) {
            if (!opening.live() || Thread.interrupted()) {
                throw new InterruptedException("the connection was closed");
            }
            Diagnosis diagnosis = Diagnosis.of(failure);
            if (!(failure instanceof MeerkatException) && !Explanation.passing(failure)) {
                return Optional.of(work.refused(policy, diagnosis));
            }
            LOG.debug(
                    "[{}] indexes of model {} wait diagnosis={}",
                    ground.connection(),
                    model.target().model(),
                    diagnosis);
            if (number == TOLD_AFTER) {
                work.tell(diagnosis);
            }
            keeper.pause(delay(number), opening);
            return Optional.empty();
        }
    }

    private Duration delay(int failed) {
        return ground.options()
                .retry()
                .delayAfter(failed, RandomGenerator.getDefault())
                .orElse(LAST_RESORT);
    }
}
