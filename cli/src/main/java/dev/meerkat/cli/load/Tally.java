package dev.meerkat.cli.load;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.error.MeerkatException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts operations of one kind by how they ended: acknowledged, refused before they were sent, or failed. Thread safety: safe. */
public final class Tally {
    private final LongAdder attempted = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> failed = new ConcurrentHashMap<>();

    Tally() {}

    void attempted() {
        attempted.increment();
    }

    void acknowledged() {
        acknowledged.increment();
    }

    /** Counts an operation that threw: refused when the gate never let it through, else failed. */
    void threw(RuntimeException failure) {
        String code = Diagnosis.of(failure).code();
        (refusedByGate(failure) ? refused : failed)
                .computeIfAbsent(code, unseen -> new LongAdder())
                .increment();
    }

    /** A forced drain cuts work that was under way: that one failed. */
    private static boolean refusedByGate(RuntimeException failure) {
        boolean gate =
                failure instanceof ConnectionUnavailableException || failure instanceof ConnectionClosedException;
        return gate && ((MeerkatException) failure).diagnosis().problem() != Problem.FORCED_AT_DRAIN;
    }

    /** The figures now; consistent once no thread counts any more. */
    public Figures figures() {
        return new Figures(attempted.sum(), acknowledged.sum(), byCode(refused), byCode(failed));
    }

    private static Map<String, Long> byCode(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((code, count) -> sums.put(code, count.sum()));
        return sums;
    }

    /**
     * How many operations there were and how they ended.
     *
     * @param attempted begun
     * @param acknowledged answered with success
     * @param refusedByCode refused by the gate, by problem code
     * @param failedByCode failed on their way or at the server, by problem code
     */
    public record Figures(
            long attempted, long acknowledged, Map<String, Long> refusedByCode, Map<String, Long> failedByCode) {
        /** No operation at all. */
        public static final Figures NONE = new Figures(0, 0, Map.of(), Map.of());

        /** These and others. */
        public Figures plus(Figures other) {
            return new Figures(
                    attempted + other.attempted,
                    acknowledged + other.acknowledged,
                    sum(refusedByCode, other.refusedByCode),
                    sum(failedByCode, other.failedByCode));
        }

        private static Map<String, Long> sum(Map<String, Long> some, Map<String, Long> others) {
            Map<String, Long> sums = new TreeMap<>(some);
            others.forEach((code, count) -> sums.merge(code, count, Long::sum));
            return sums;
        }

        /** All refused operations. */
        public long refused() {
            return sum(refusedByCode);
        }

        /** All failed operations. */
        public long failed() {
            return sum(failedByCode);
        }

        /** Whether every operation begun ended in one of the three ways. */
        public boolean adds() {
            return attempted == acknowledged + refused() + failed();
        }

        private static long sum(Map<String, Long> byCode) {
            return byCode.values().stream().mapToLong(Long::longValue).sum();
        }
    }
}
