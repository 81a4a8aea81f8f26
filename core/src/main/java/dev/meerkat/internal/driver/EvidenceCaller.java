package dev.meerkat.internal.driver;

import com.mongodb.MongoTimeoutException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which says more at the end of an attempt: what the caller met, or what the servers showed. */
final class EvidenceCaller {
    /** Ends of a wait: the cause lies elsewhere. */
    private static final Set<Problem> EMPTY = EnumSet.of(Problem.WAIT_INTERRUPTED, Problem.CLOSED, Problem.UNKNOWN);

    private EvidenceCaller() {}

    static Diagnosis best(EvidenceFacts facts, @Nullable Throwable callerFailure) {
        Diagnosis met = callerFailure == null ? null : Diagnosis.ofConnecting(callerFailure, null);
        if (met != null && callerFailure != null && !onlyWaited(callerFailure) && !EMPTY.contains(met.problem())) {
            return met;
        }
        Optional<Diagnosis> shown = EvidenceJudge.best(facts);
        if (shown.isPresent()) {
            return shown.get().withCause(callerFailure);
        }
        Optional<Diagnosis> silence = silence(facts);
        if (silence.isPresent()) {
            return silence.get().withCause(callerFailure);
        }
        if (met != null) {
            return met;
        }
        return facts.wanted().loadBalanced()
                ? Diagnosis.of(Problem.NETWORK, "No connection could be opened through the load balancer", null, null)
                : Diagnosis.of(Problem.SELECTION_TIMEOUT, "No server fit to use was found in time", null, null);
    }

    private static boolean onlyWaited(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        return failure instanceof MongoTimeoutException
                && (text.contains("waiting for a server that matches") || text.contains("resolve SRV records"));
    }

    private static Optional<Diagnosis> silence(EvidenceFacts facts) {
        String waiting = facts.present().stream()
                .filter(server -> server.answer() == null)
                .map(server -> ServerText.host(server.address()))
                .collect(Collectors.joining(", "));
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(Diagnosis.of(
                        Problem.SELECTION_TIMEOUT, "No answer came from " + waiting + " until now", null, null));
    }
}
