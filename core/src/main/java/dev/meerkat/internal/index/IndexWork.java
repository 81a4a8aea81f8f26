package dev.meerkat.internal.index;

import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNamespace;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.model.ExistingIndex;
import dev.meerkat.model.IndexConflict;
import dev.meerkat.model.IndexConflict.Remedy;
import dev.meerkat.model.IndexDefinition;
import dev.meerkat.model.IndexPlan;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import dev.meerkat.model.IndexSync;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One run over one model's indexes. What the server says about an index goes into the report; everything else, an outage for example, ends
 * the attempt with its exception, and {@link #run} may be called again: what was done stays noted.
 *
 * <p>Confined to the thread that runs it. Source: contract I5.
 */
final class IndexWork {
    private final IndexGround ground;
    private final IndexTarget target;
    private final List<IndexDefinition> others;
    private final MongoNamespace place;
    private final IndexDeeds deeds;
    private final IndexNotes notes;

    /**
     * Prepares a run.
     *
     * @param others what other models declare for the same collection
     */
    IndexWork(IndexGround ground, IndexTarget target, List<IndexDefinition> others) {
        this.ground = ground;
        this.target = target;
        this.others = others;
        this.place = target.place();
        this.deeds = new IndexDeeds(ground.client(), place);
        this.notes = new IndexNotes(ground, target.model(), place);
    }

    /** Compares and changes nothing. */
    IndexPlan plan() {
        return plan(deeds.read());
    }

    private IndexPlan plan(IndexReading reading) {
        return Planner.plan(target.model(), place, target.definitions(), reading, others);
    }

    /** Does what {@code policy} says; {@code how} matters to SYNC alone. */
    IndexReport run(IndexPolicy policy, boolean autoCreate, IndexSync how) {
        notes.again();
        try {
            boolean creates = autoCreate && policy != IndexPolicy.VERIFY;
            if (policy != IndexPolicy.OFF || creates) {
                apply(policy, creates, how);
            }
        } catch (NoRight stopped) {
            notes.failed(null, stopped.diagnosis);
        }
        return notes.report(policy);
    }

    /** A report of nothing but a failure that concerns all indexes. */
    IndexReport refused(IndexPolicy policy, Diagnosis diagnosis) {
        notes.failed(null, diagnosis);
        return notes.report(policy);
    }

    /** Tells a failure that has not ended the run. */
    void tell(Diagnosis diagnosis) {
        notes.tell(null, diagnosis);
    }

    private void apply(IndexPolicy policy, boolean creates, IndexSync how) {
        IndexReading reading = deeds.read();
        if (creates && !reading.exists()) {
            createCollection();
        }
        if (policy == IndexPolicy.OFF) {
            return;
        }
        IndexPlan plan = plan(reading);
        plan.equal().stream().map(ExistingIndex::name).forEach(notes::kept);
        if (policy == IndexPolicy.VERIFY) {
            if (!plan.isEmpty()) {
                notes.failed(null, Explanation.differs(plan));
            }
            return;
        }
        create(plan);
        if (policy == IndexPolicy.SYNC) {
            plan.conflicts().forEach(each -> attempt(each.wanted(), () -> resolve(each, how)));
            dropUnknown(plan, how);
        } else {
            plan.conflicts().forEach(each -> notes.failed(each.wanted().name(), each.diagnosis()));
        }
    }

    private void createCollection() {
        try {
            if (deeds.createCollection()) {
                notes.collectionCreated();
            }
        } catch (RuntimeException failure) {
            throw withoutRight(failure);
        }
    }

    private void create(IndexPlan plan) {
        plan.toCreate().forEach(each -> attempt(each, () -> build(each, each.name())));
        if (!plan.toCreate().isEmpty() && !notes.failed()) {
            plan.toCreate().stream().filter(missing(plan())).forEach(this::notThere);
        }
    }

    /** Does something about one index; the server's answer about it is noted, anything else thrown. */
    private void attempt(IndexDefinition index, Runnable deed) {
        attempt(index.name(), failure -> Explanation.refusal(place, index, failure), deed);
    }

    private void attempt(String index, Function<RuntimeException, Diagnosis> explanation, Runnable deed) {
        try {
            deed.run();
        } catch (NoRight | MongoInterruptedException theEnd) {
            throw theEnd;
        } catch (RuntimeException failure) {
            RuntimeException told = withoutRight(failure);
            if (told != failure || !Explanation.aboutTheIndex(failure)) {
                throw told;
            }
            notes.failed(index, explanation.apply(failure));
        }
    }

    /** {@code failure}, or the end of the run if the user has no right to what was asked. */
    private RuntimeException withoutRight(RuntimeException failure) {
        Diagnosis known = Diagnosis.of(failure);
        boolean right = known.problem() != Problem.NOT_AUTHORIZED && known.problem() != Problem.READ_ONLY;
        return right ? failure : new NoRight(Explanation.rights(place, known));
    }

    private void build(IndexDefinition index, String name) {
        long before = ground.time().nanos();
        deeds.build(index, name);
        notes.built(name, Duration.ofNanos(ground.time().nanos() - before));
    }

    private void resolve(IndexConflict conflict, IndexSync how) {
        IndexDefinition wanted = conflict.wanted();
        String old = conflict.existing().name();
        if (conflict.remedy() == Remedy.CHANGE) {
            deeds.change(wanted, conflict.existing());
            if (there(wanted)) {
                notes.changed(old);
            }
        } else if (conflict.remedy() == Remedy.REPLACE) {
            build(wanted, deeds.freeName(wanted.name()));
            if (there(wanted)) {
                drop(old);
            }
        } else if (conflict.remedy() == Remedy.DROP_FIRST && how.dropsFirst()) {
            drop(old);
            build(wanted, wanted.name());
        } else {
            notes.failed(wanted.name(), conflict.diagnosis());
        }
    }

    /** Whether the server lists the index as it was asked for; else that is noted. */
    private boolean there(IndexDefinition index) {
        boolean missing = missing(plan()).test(index);
        if (missing) {
            notThere(index);
        }
        return !missing;
    }

    private static Predicate<IndexDefinition> missing(IndexPlan plan) {
        return index -> plan.toCreate().contains(index)
                || plan.conflicts().stream().anyMatch(each -> each.wanted().equals(index));
    }

    private void notThere(IndexDefinition index) {
        notes.failed(index.name(), Explanation.notThere(place, index));
    }

    private void drop(String name) {
        deeds.drop(name);
        notes.dropped(name);
    }

    /** Last, and only after everything else went well: until then an unknown index may serve in a missing one's place. */
    private void dropUnknown(IndexPlan plan, IndexSync how) {
        if (how.dropsUnknown() && !notes.failed()) {
            plan.unknown()
                    .forEach(each -> attempt(
                            each.name(),
                            failure -> Diagnosis.of(failure).withDetail("while index " + each.name() + " was dropped"),
                            () -> drop(each.name())));
        }
    }

    /** The user has no right to it, so the rest need not be tried. */
    private static final class NoRight extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Diagnosis diagnosis;

        NoRight(Diagnosis diagnosis) {
            super(diagnosis.toString(), null, false, false);
            this.diagnosis = diagnosis;
        }
    }
}
