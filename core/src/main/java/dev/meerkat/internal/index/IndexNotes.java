package dev.meerkat.internal.index;

import com.mongodb.MongoNamespace;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.event.IndexBuilt;
import dev.meerkat.event.IndexFailed;
import dev.meerkat.model.IndexPolicy;
import dev.meerkat.model.IndexReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run has done so far, told as events and in the end as a report. Confined to the run's thread. */
final class IndexNotes {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.indexes");

    private final IndexGround ground;
    private final String model;
    private final String namespace;
    private final long begun;
    private final Set<String> built = new LinkedHashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> dropped = new LinkedHashSet<>();
    private final List<String> kept = new ArrayList<>();
    private final List<IndexReport.Failure> failures = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private boolean collectionCreated;

    IndexNotes(IndexGround ground, String model, MongoNamespace place) {
        this.ground = ground;
        this.model = model;
        this.namespace = place.getFullName();
        this.begun = ground.time().nanos();
    }

    /** A further attempt begins: what was done stays, what failed may succeed now. */
    void again() {
        failures.clear();
        kept.clear();
    }

    void collectionCreated() {
        collectionCreated = true;
    }

    void kept(String name) {
        if (!built.contains(name) && !changed.contains(name)) {
            kept.add(name);
        }
    }

    void built(String name, Duration took) {
        built.add(name);
        ground.tell(facts -> new IndexBuilt(facts, model, namespace, name, took));
    }

    void changed(String name) {
        changed.add(name);
        LOG.info("[{}] index changed index={} namespace={}", ground.connection(), name, namespace);
    }

    void dropped(String name) {
        dropped.add(name);
        LOG.info("[{}] index dropped index={} namespace={}", ground.connection(), name, namespace);
    }

    void failed(@Nullable String index, Diagnosis diagnosis) {
        failures.add(new IndexReport.Failure(index, diagnosis));
        tell(index, diagnosis);
    }

    boolean failed() {
        return !failures.isEmpty();
    }

    /** Tells a failure, each once for a run, without noting it for the report. */
    void tell(@Nullable String index, Diagnosis diagnosis) {
        if (told.add(index + " " + diagnosis.code())) {
            ground.tell(facts -> new IndexFailed(facts, diagnosis, model, namespace, index));
        }
    }

    IndexReport report(IndexPolicy policy) {
        return new IndexReport(
                model,
                namespace,
                policy,
                collectionCreated,
                List.copyOf(built),
                List.copyOf(changed),
                List.copyOf(dropped),
                List.copyOf(kept),
                List.copyOf(failures),
                Duration.ofNanos(ground.time().nanos() - begun));
    }
}
