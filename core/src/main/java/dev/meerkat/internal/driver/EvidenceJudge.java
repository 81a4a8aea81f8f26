package dev.meerkat.internal.driver;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From the facts of one attempt to its explanation. Pure: the same facts give the same diagnosis. */
final class EvidenceJudge {
    /** Failures that are all the network can say; the other kinds say more. */
    private static final Set<Problem> NETWORK = EnumSet.of(
            Problem.REFUSED,
            Problem.UNKNOWN_HOST,
            Problem.CONNECT_TIMEOUT,
            Problem.SILENT,
            Problem.RESET,
            Problem.CLOSED_AT_ONCE,
            Problem.NETWORK);

    private static final Set<Problem> VERSIONS = EnumSet.of(Problem.WIRE_VERSION_TOO_OLD, Problem.WIRE_VERSION_TOO_NEW);

    private EvidenceJudge() {}

    /** What is wrong with one server; empty when it is well or nothing is known yet. */
    static Optional<Diagnosis> judge(EvidenceServer server, EvidenceWanted wanted) {
        Optional<Diagnosis> role = EvidenceRole.explain(server, wanted);
        if (role.isPresent() && role.get().fatal()) {
            return role;
        }
        return server.failure() != null ? Optional.of(server.failure()) : role;
    }

    /**
     * A fatal cause that is known already.
     *
     * <p>One server's failure ends the attempt only when every other server is out for a fatal cause too: a set whose
     * one member has an expired certificate still serves. A refused login and broken SRV records hold for all of them,
     * and so does one server's wire version, for which the driver refuses to use any.
     */
    static Optional<Diagnosis> fatalNow(EvidenceFacts facts) {
        if (facts.refusedLogin() != null) {
            return Optional.of(facts.refusedLogin());
        }
        if (facts.records() != null && facts.records().fatal()) {
            return Optional.of(facts.records());
        }
        return wireVersion(facts).or(() -> fatalForAll(facts));
    }

    private static Optional<Diagnosis> wireVersion(EvidenceFacts facts) {
        return facts.servers().stream()
                .filter(server -> !server.removed())
                .flatMap(server -> judge(server, facts.wanted()).stream())
                .filter(diagnosis -> VERSIONS.contains(diagnosis.problem()))
                .findAny();
    }

    private static Optional<Diagnosis> fatalForAll(EvidenceFacts facts) {
        List<Diagnosis> fatal = new ArrayList<>();
        for (EvidenceServer server : facts.servers()) {
            Optional<Diagnosis> diagnosis = judge(server, facts.wanted());
            if (diagnosis.isPresent() && diagnosis.get().fatal()) {
                fatal.add(diagnosis.get());
            } else if (!server.removed()) {
                return Optional.empty();
            }
        }
        return fatal.isEmpty() ? Optional.empty() : Optional.of(combine(fatal));
    }

    /** The best explanation of an attempt that ended; empty when the servers look well or nothing was heard. */
    static Optional<Diagnosis> best(EvidenceFacts facts) {
        Optional<Diagnosis> fatal = fatalNow(facts);
        if (fatal.isPresent()) {
            return fatal;
        }
        if (facts.records() != null) {
            return Optional.of(facts.records());
        }
        Optional<Diagnosis> trap = EvidenceTrap.explain(facts);
        if (trap.isPresent()) {
            return trap;
        }
        // A client that closes drops every server: then being dropped means nothing.
        boolean closing = facts.present().isEmpty();
        List<Diagnosis> found = new ArrayList<>();
        for (EvidenceServer server : facts.servers()) {
            Optional<Diagnosis> diagnosis = judge(server, facts.wanted());
            if (!server.removed() && diagnosis.isEmpty() && server.answer() != null) {
                return Optional.empty();
            }
            // A dropped server speaks only when it was dropped for what it is.
            diagnosis
                    .filter(told -> closing || !server.removed() || told.fatal())
                    .ifPresent(found::add);
        }
        // Fatal for all would have been found above.
        return found.isEmpty() ? Optional.empty() : Optional.of(combine(found).withoutFatality());
    }

    /** The most telling first, the others as details. */
    private static Diagnosis combine(List<Diagnosis> found) {
        List<Diagnosis> ordered = new ArrayList<>(found);
        ordered.sort(Comparator.comparingInt(EvidenceJudge::rank));
        Diagnosis best = ordered.get(0);
        for (Diagnosis other : ordered.subList(1, ordered.size())) {
            if (!other.message().equals(ordered.get(0).message())) {
                best = best.withDetail(other.message());
            }
        }
        return best;
    }

    private static int rank(Diagnosis diagnosis) {
        if (diagnosis.fatal()) {
            return 0;
        }
        return NETWORK.contains(diagnosis.problem()) ? 2 : 1;
    }

    static boolean network(Diagnosis diagnosis) {
        return NETWORK.contains(diagnosis.problem());
    }
}
