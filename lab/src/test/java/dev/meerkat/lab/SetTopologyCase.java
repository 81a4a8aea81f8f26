package dev.meerkat.lab;

import static com.mongodb.connection.ServerType.REPLICA_SET_GHOST;
import static com.mongodb.connection.ServerType.REPLICA_SET_PRIMARY;
import static com.mongodb.connection.ServerType.REPLICA_SET_SECONDARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import com.mongodb.connection.TopologyVersion;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

/** What the unmodified driver makes of a scripted set that changes, or whose wires do. */
abstract class SetTopologyCase extends SetCase {
    private static ServerDescription description(MongoClient client, ScriptedMember member) {
        return servers(client.getClusterDescription())
                .filter(each -> each.getAddress().toString().equals(member.address()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMemberAddedIsHeardOfAndOneRemovedIsDropped() {
        try (MongoClient client = client()) {
            insert(client, 1);
            ScriptedMember fourth = set().add();
            await().until(() ->
                    seen(client.getClusterDescription(), REPLICA_SET_SECONDARY).contains(fourth.address()));
            assertThat(set().members()).hasSize(4).endsWith(fourth);

            set().remove(fourth);
            await().until(() -> servers(client.getClusterDescription()).count() == 3);
            assertThat(fourth.state()).isEqualTo(MemberState.REMOVED);
            assertThat(set().uri()).doesNotContain(fourth.address());
        }
    }

    @Test
    void aRemovedMemberSaysSoAndTakesNeitherReadsNorWrites() {
        ScriptedMember removed = set().member(2);
        set().remove(removed);
        try (MongoClient direct = Clients.to(removed.uri())) {
            await().untilAsserted(() ->
                    assertThat(description(direct, removed).getType()).isEqualTo(REPLICA_SET_GHOST));
        }
    }

    @Test
    void aPrimaryThatIsRemovedLeavesItsOffice() {
        try (MongoClient client = client()) {
            insert(client, 1);
            set().remove(set().member(0));
            insert(client, 2);
            assertThat(found(client)).containsExactly(1, 2);
        }
    }

    @Test
    void aSetRenamedIsDroppedByClientsOfTheOldName() {
        try (MongoClient client = client(settings ->
                settings.applyToClusterSettings(each -> each.serverSelectionTimeout(500, TimeUnit.MILLISECONDS)))) {
            insert(client, 1);
            set().rename("other");
            // The driver drops the members without telling: its description still shows them.
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> insert(client, new ObjectId())).isInstanceOf(MongoTimeoutException.class));
        }
        assertThat(set().name()).isEqualTo("other");
        try (MongoClient renamed = client()) {
            insert(renamed, 3);
        }
    }

    @Test
    void anUpgradeIsHeardAndOneTooFarEndsTheDriver() {
        try (MongoClient client = client()) {
            insert(client, 1);
            ScriptedMember upgraded = set().member(0);
            upgraded.wireVersions(0, 25);
            await().until(() -> description(client, upgraded).getMaxWireVersion() == 25);
            insert(client, 2);
            upgraded.wireVersions(99, 99);
            await().until(() -> !client.getClusterDescription().isCompatibleWithDriver());
            assertThatThrownBy(() -> insert(client, 3)).isInstanceOf(MongoIncompatibleDriverException.class);
        }
    }

    @Test
    void aRestartedMemberIsAnotherProcessToTheDriver() {
        try (MongoClient client = Clients.to(set().uri())) {
            insert(client, 1);
            ScriptedMember member = set().member(1);
            await().until(() -> description(client, member).getType() == REPLICA_SET_SECONDARY);
            TopologyVersion before = description(client, member).getTopologyVersion();
            member.restart();
            await().until(() -> description(client, member).getType() == REPLICA_SET_SECONDARY
                    && !description(client, member)
                            .getTopologyVersion()
                            .getProcessId()
                            .equals(before.getProcessId()));
        }
    }

    @Test
    void heartbeatsStreamAndPollingOnesSeeTheSame() {
        try (MongoClient streaming = client();
                MongoClient polling = Clients.to(set().uri() + "&serverMonitoringMode=poll")) {
            insert(streaming, 1);
            insert(polling, 2);
            set().elect(set().member(1));
            for (MongoClient each : new MongoClient[] {streaming, polling}) {
                await().until(() -> primary(each).equals(set().member(1).address()));
            }
        }
    }

    @Test
    void readsThatASecondaryMayServeGoToOne() {
        try (MongoClient client = client()) {
            insert(client, 1);
            long before = reads();
            set().member(1).fail(FailCommand.on("find").always().error(8));
            set().member(2).fail(FailCommand.on("find").always().error(8));
            assertThatThrownBy(() -> Clients.things(client)
                            .withReadPreference(ReadPreference.secondary())
                            .find()
                            .first())
                    .hasMessageContaining("scripted error 8");
            set().failNoMore();
            assertThat(Clients.things(client)
                            .withReadPreference(ReadPreference.secondary())
                            .find()
                            .first())
                    .isNotNull();
            assertThat(reads()).isGreaterThanOrEqualTo(before);
        }
    }

    private long reads() {
        return set().member(1).network().accepted() + set().member(2).network().accepted();
    }

    @Test
    void aCursorOpenOnThePrimaryGoesOnAfterItStepsDown() {
        try (MongoClient client = client()) {
            for (int id = 0; id < 6; id++) {
                insert(client, id);
            }
            try (var cursor = Clients.things(client).find().batchSize(2).iterator()) {
                cursor.next();
                set().elect(set().member(1));
                int seen = 1;
                while (cursor.hasNext()) {
                    cursor.next();
                    seen++;
                }
                assertThat(seen).isEqualTo(6);
            }
        }
    }

    @Test
    void aFrozenMemberHoldsUpNobodyElseHoweverOftenTheStateChanges() {
        try (MongoClient client = client()) {
            insert(client, 1);
            await().until(() ->
                    seen(client.getClusterDescription(), REPLICA_SET_SECONDARY).size() == 2);
            set().member(2).network().blackHole();
            for (int round = 0; round < 10; round++) {
                set().elect(set().member(1 - round % 2 == 1 ? 1 : 0));
                insert(client, "round " + round);
            }
            set().member(2).network().pass();
            assertThat(found(client)).hasSize(11);
        }
    }

    @Test
    void aCutOfRepliesAloneLetsTheWriteHappen() {
        try (MongoClient client = client(settings -> settings.retryWrites(false))) {
            insert(client, 1);
            set().member(0).network().cutReplies();
            CompletableFuture<?> insert = CompletableFuture.runAsync(() -> insert(client, 2));
            try (MongoClient behind = Clients.to(server().uri())) {
                await().until(() -> found(behind).size() == 2);
            }
            assertThat(insert).isNotDone();
            set().member(0).network().pass();
            assertThat(insert).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void aCutOfRequestsAloneHoldsTheWriteBack() {
        try (MongoClient client = client()) {
            insert(client, 1);
            set().member(0).network().cutRequests();
            CompletableFuture<?> insert = CompletableFuture.runAsync(() -> insert(client, 2));
            try (MongoClient behind = Clients.to(server().uri())) {
                await().during(Duration.ofMillis(300)).until(() -> found(behind).size() == 1);
            }
            set().member(0).network().pass();
            assertThat(insert).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void halfOpenConnectionsAreFoundDeadByTheirUsersOnly() {
        try (MongoClient client = client(
                settings -> settings.applyToSocketSettings(each -> each.readTimeout(500, TimeUnit.MILLISECONDS)))) {
            insert(client, 1);
            set().member(0).network().halfOpen();
            insert(client, 2); // the first try hangs until its socket's time is up
            assertThat(found(client)).containsExactly(1, 2);
            assertThat(primary(client)).isEqualTo(set().member(0).address());
        }
    }

    @Test
    void membersListenWhereNoClientsOwnPortCanBe() {
        assertThat(set().members()).allSatisfy(each -> assertThat(each.port()).isBetween(1_024, 32_767));
        assertThat(seenPrimaryPort()).isEqualTo(set().member(0).port());
    }

    private int seenPrimaryPort() {
        try (MongoClient client = client()) {
            insert(client, 1);
            String address =
                    seen(client.getClusterDescription(), REPLICA_SET_PRIMARY).get(0);
            return Integer.parseInt(address.substring(address.indexOf(':') + 1));
        }
    }

    @Test
    void theBackendsDeathIsEverybodysAndItsReturnToo() {
        try (MongoClient client = client()) {
            insert(client, 1);
            server().kill();
            CompletableFuture<?> insert = CompletableFuture.runAsync(() -> insert(client, 2));
            await().during(Duration.ofMillis(200)).until(() -> true);
            server().restart();
            insert.handle((done, failed) -> done).join();
            await().ignoreExceptions().until(() -> {
                insert(client, 3);
                return true;
            });
        }
    }
}
