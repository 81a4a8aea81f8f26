package dev.meerkat.contract;

import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ScriptedServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the rules over elections share: a scripted set for each test, which elects when told to and not before. */
abstract class SetContract extends ContractCase {
    static final Duration SECOND = Duration.ofSeconds(1);

    /** Longer than any test: nobody is elected by himself. */
    static final Duration NEVER = Duration.ofHours(1);

    private ScriptedReplicaSet set;

    /** Makes the test's set. */
    @BeforeEach
    final void renewSet() {
        set = ((ScriptedServer) server()).renewed();
        set.electionDelay(NEVER);
    }

    /** Ends what the test has scripted, so that the registry closes in peace. */
    @AfterEach
    final void endScripts() {
        set.failNoMore();
        set.members().forEach(member -> member.network().pass());
    }

    final ScriptedReplicaSet set() {
        return set;
    }

    final String address(int member) {
        return set.member(member).address();
    }

    /** Waits until every member was heard of: an election is told by those that are being listened to. */
    static void awaitMembers(Connection connection, int count) {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> connection.status().members().stream()
                                .filter(member -> member.roundTripTime().isPresent())
                                .count()
                        == count);
    }
}
