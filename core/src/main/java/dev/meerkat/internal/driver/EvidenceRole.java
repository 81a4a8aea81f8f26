package dev.meerkat.internal.driver;

import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.ServerType;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server's own answer says about whether it can serve. */
final class EvidenceRole {
    private EvidenceRole() {}

    /** What is wrong with the server as it describes itself; empty when it may serve. */
    static Optional<Diagnosis> explain(EvidenceServer server, EvidenceWanted wanted) {
        ServerDescription answer = server.answer();
        if (answer == null || wanted.loadBalanced()) {
            return Optional.empty();
        }
        if (answer.isIncompatiblyOlderThanDriver() || answer.isIncompatiblyNewerThanDriver()) {
            return Optional.of(version(answer));
        }
        Optional<Diagnosis> set = membership(server, answer, wanted);
        return set.isPresent() || wanted.single() && wanted.setName() == null ? set : role(server, answer, wanted);
    }

    private static Diagnosis version(ServerDescription answer) {
        return answer.isIncompatiblyOlderThanDriver()
                ? diagnosis(
                        Problem.WIRE_VERSION_TOO_OLD,
                        answer,
                        " speaks wire version " + answer.getMaxWireVersion() + " and the driver needs "
                                + ServerDescription.MIN_DRIVER_WIRE_VERSION + " (MongoDB "
                                + ServerDescription.MIN_DRIVER_SERVER_VERSION + ") or newer")
                : diagnosis(
                        Problem.WIRE_VERSION_TOO_NEW,
                        answer,
                        " needs wire version " + answer.getMinWireVersion() + " and this driver is older");
    }

    /** The driver drops servers of the wrong set without an event or exception: only their answer tells why. */
    private static Optional<Diagnosis> membership(
            EvidenceServer server, ServerDescription answer, EvidenceWanted wanted) {
        String name = wanted.setName();
        boolean alone = answer.getType() == ServerType.STANDALONE || answer.getType() == ServerType.SHARD_ROUTER;
        if (name != null && alone) {
            return Optional.of(diagnosis(
                    Problem.NOT_A_SET_MEMBER,
                    answer,
                    (answer.getType() == ServerType.STANDALONE ? " is a standalone server" : " is a mongos")
                            + ", not a member of the replica set '" + name + "'"));
        }
        if (name != null && answer.getSetName() != null && !name.equals(answer.getSetName())) {
            return Optional.of(diagnosis(
                    Problem.WRONG_SET_NAME,
                    answer,
                    " belongs to the replica set '" + ServerText.plain(answer.getSetName()) + "', not '" + name + "'"));
        }
        if (name == null && server.removed() && answer.getType() == ServerType.STANDALONE) {
            return Optional.of(diagnosis(
                            Problem.NOT_A_SET_MEMBER, answer, " is a standalone server, one of several hosts")
                    .withFix("Give one host: several are for the members of one replica set, or for several mongos"));
        }
        return Optional.empty();
    }

    private static Optional<Diagnosis> role(EvidenceServer server, ServerDescription answer, EvidenceWanted wanted) {
        return switch (answer.getType()) {
            case REPLICA_SET_GHOST -> Optional.of(diagnosis(Problem.NOT_INITIATED, answer, ghost(answer)));
            case REPLICA_SET_ARBITER ->
                wanted.single()
                        ? Optional.empty()
                        : Optional.of(diagnosis(Problem.ARBITER_ONLY, answer, " is an arbiter"));
            case REPLICA_SET_OTHER ->
                Optional.of(
                        server.hidden()
                                ? diagnosis(Problem.HIDDEN_ONLY, answer, " is a hidden member")
                                : diagnosis(Problem.STARTING, answer, " is starting or recovering"));
            case REPLICA_SET_SECONDARY ->
                wanted.single()
                        ? Optional.empty()
                        : Optional.of(
                                diagnosis(Problem.NO_PRIMARY, answer, " is a secondary, and no primary is known"));
            default -> Optional.empty();
        };
    }

    private static String ghost(ServerDescription answer) {
        return answer.getSetName() == null
                ? " was started as a set member and its set was never initiated"
                : " is no longer in the configuration of its set '" + ServerText.plain(answer.getSetName()) + "'";
    }

    private static Diagnosis diagnosis(Problem problem, ServerDescription answer, String predicate) {
        String host = ServerText.host(answer.getAddress());
        @Nullable Throwable none = null;
        return Diagnosis.of(problem, host + predicate, host, none);
    }
}
