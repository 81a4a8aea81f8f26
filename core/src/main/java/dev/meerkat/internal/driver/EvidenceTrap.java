package dev.meerkat.internal.driver;

import com.mongodb.connection.ServerDescription;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The trap of containers and tunnels: the host that was typed in answers, names the members of its set by other names,
 * and the driver leaves it for hosts that nobody can reach from here.
 */
final class EvidenceTrap {
    private EvidenceTrap() {}

    static Optional<Diagnosis> explain(EvidenceFacts facts) {
        Optional<ServerDescription> left = facts.servers().stream()
                .filter(EvidenceServer::removed)
                .filter(server -> EvidenceRole.explain(server, facts.wanted())
                        .filter(Diagnosis::fatal)
                        .isEmpty())
                .map(EvidenceServer::answer)
                .filter(answer -> answer != null && answer.isReplicaSetMember())
                .findFirst();
        List<EvidenceServer> present = facts.present();
        if (left.isEmpty() || present.isEmpty() || !present.stream().allMatch(EvidenceTrap::unreachable)) {
            return Optional.empty();
        }
        return Optional.of(diagnosis(left.get(), present));
    }

    private static boolean unreachable(EvidenceServer server) {
        boolean waiting = server.failure() == null && server.silentSince().isPresent();
        boolean failed = server.failure() != null && EvidenceJudge.network(server.failure());
        return server.answer() == null && (waiting || failed);
    }

    private static Diagnosis diagnosis(ServerDescription seed, List<EvidenceServer> members) {
        String names = members.stream()
                .map(server -> ServerText.host(server.address()))
                .collect(Collectors.joining(", "));
        Diagnosis found = Diagnosis.of(
                Problem.MEMBERS_UNREACHABLE,
                ServerText.host(seed.getAddress()) + " answered as a member of the replica set '"
                        + ServerText.plain(String.valueOf(seed.getSetName()))
                        + "', whose members " + names + " cannot be reached from here",
                ServerText.host(seed.getAddress()),
                null);
        for (EvidenceServer member : members) {
            Diagnosis failure = member.failure();
            if (failure != null) {
                return found.withDetail(failure.message())
                        .withCause(failure.cause().orElse(null));
            }
        }
        return found;
    }
}
