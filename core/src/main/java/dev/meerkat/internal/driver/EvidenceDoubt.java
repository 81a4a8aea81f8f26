package dev.meerkat.internal.driver;

import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoSocketClosedException;
import com.mongodb.MongoSocketReadException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Failures that look alike to the driver, and which question to the server tells them apart. */
final class EvidenceDoubt {
    private static final long SILENCE = Duration.ofMillis(800).toNanos();
    private static final Set<Problem> UNCLEAR = EnumSet.of(Problem.CLOSED_AT_ONCE, Problem.RESET, Problem.SILENT);

    private EvidenceDoubt() {}

    static Optional<ProbeTarget> target(EvidenceFacts facts, long now) {
        Optional<Diagnosis> fatal = EvidenceJudge.fatalNow(facts);
        if (fatal.isPresent() && !ambiguous(fatal.get())) {
            return Optional.empty();
        }
        for (EvidenceServer server : facts.present()) {
            if (inDoubt(server, now)) {
                return Optional.of(new ProbeTarget(server.address(), question(server, facts.wanted())));
            }
        }
        return Optional.empty();
    }

    static OptionalLong dueAt(EvidenceFacts facts) {
        return facts.present().stream()
                .filter(EvidenceDoubt::waiting)
                .mapToLong(server -> server.silentSince().getAsLong() + SILENCE)
                .min();
    }

    /** Failures the driver caused itself when it cancelled a check or closed: they say nothing of the server. */
    static boolean ownDoing(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            String text = String.valueOf(link.getMessage());
            if (link instanceof MongoSocketClosedException
                    || link instanceof MongoInterruptedException
                    || text.equals("Socket closed")
                    || text.equals("Socket is closed")) {
                return true;
            }
        }
        return false;
    }

    /** A server that sent one telling alert often only resets later attempts: the telling one stays. */
    static EvidenceServer keep(EvidenceServer server, Diagnosis diagnosis) {
        Diagnosis before = server.failure();
        boolean says = before != null
                && before.fatal()
                && (UNCLEAR.contains(diagnosis.problem()) || ambiguous(diagnosis) && !ambiguous(before));
        return says ? server.checked() : server.failed(diagnosis);
    }

    /** Fatal with two readings: a TLS 1.2 server sends this alert for want of a cipher and of a client certificate. */
    static boolean ambiguous(Diagnosis diagnosis) {
        return diagnosis.problem() == Problem.TLS_HANDSHAKE
                && diagnosis.message().contains("handshake_failure");
    }

    private static boolean inDoubt(EvidenceServer server, long now) {
        Diagnosis failure = server.failure();
        if (failure != null) {
            return UNCLEAR.contains(failure.problem()) || ambiguous(failure);
        }
        return waiting(server) && now - server.silentSince().getAsLong() >= SILENCE;
    }

    private static boolean waiting(EvidenceServer server) {
        return server.answer() == null
                && server.failure() == null
                && server.silentSince().isPresent();
    }

    private static ProbeTarget.Question question(EvidenceServer server, EvidenceWanted wanted) {
        if (!wanted.tls()) {
            return ProbeTarget.Question.DOES_IT_SPEAK_TLS;
        }
        Diagnosis failure = server.failure();
        boolean begun = failure != null
                && (ambiguous(failure)
                        || failure.cause().filter(EvidenceDoubt::afterHandshake).isPresent());
        return begun ? ProbeTarget.Question.DOES_IT_WANT_A_CERTIFICATE : ProbeTarget.Question.DOES_IT_SPEAK_PLAIN;
    }

    /** Whether the server had accepted the first bytes of TLS: the driver read, or could not write any more. */
    private static boolean afterHandshake(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            String text = String.valueOf(link.getMessage());
            if (link instanceof MongoSocketReadException
                    || text.contains("Broken pipe")
                    || text.contains("reset by peer")) {
                return true;
            }
        }
        return false;
    }
}
