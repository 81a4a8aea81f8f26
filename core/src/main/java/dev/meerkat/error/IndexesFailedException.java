package dev.meerkat.error;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.model.IndexReport;
import org.jspecify.annotations.Nullable;

/** Indexes could not be built, changed or dropped; tells the first failure, and has the report of all. Source: contract I5. */
public final class IndexesFailedException extends MeerkatException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable IndexReport report;

    private IndexesFailedException(String message, Diagnosis diagnosis, IndexReport report) {
        super(message, diagnosis, diagnosis.cause().orElse(null));
        this.report = report;
    }

    /** The exception for a report with at least one failure. */
    public static IndexesFailedException of(IndexReport report) {
        IndexReport.Failure first = report.failures().get(0);
        Diagnosis diagnosis = first.diagnosis();
        int more = report.failures().size() - 1;
        String index = first.index().map(name -> ", index=" + name).orElse("");
        String text = diagnosis.code() + ": " + diagnosis.message() + " (model=" + report.model() + ", namespace="
                + report.namespace() + index + (more > 0 ? ", and " + more + " more" : "") + "). Fix: "
                + diagnosis.fix();
        return new IndexesFailedException(text, diagnosis, report);
    }

    /** What was done and what failed; null after deserialization. */
    public @Nullable IndexReport report() {
        return report;
    }
}
