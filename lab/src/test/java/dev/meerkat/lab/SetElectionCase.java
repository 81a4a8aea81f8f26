package dev.meerkat.lab;

import static com.mongodb.connection.ServerType.REPLICA_SET_PRIMARY;
import static com.mongodb.connection.ServerType.REPLICA_SET_SECONDARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.event.ClusterDescriptionChangedEvent;
import com.mongodb.event.ClusterListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who leads a scripted set, and how soon the unmodified driver knows. */
abstract class SetElectionCase extends SetCase {
    @Test
    void theDriverSeesASetOfThreeWithItsPrimary() {
        try (MongoClient client = client()) {
            insert(client, 1);
            await().untilAsserted(() -> {
                ClusterDescription cluster = client.getClusterDescription();
                assertThat(seen(cluster, REPLICA_SET_PRIMARY))
                        .containsExactly(set().member(0).address());
                assertThat(seen(cluster, REPLICA_SET_SECONDARY))
                        .containsExactlyInAnyOrder(
                                set().member(1).address(), set().member(2).address());
            });
            assertThat(found(client)).containsExactly(1);
        }
        assertThat(set().primary()).contains(set().member(0));
        assertThat(set().secondaries()).containsExactly(set().member(1), set().member(2));
    }

    @Test
    void oneSeedIsEnoughToFindTheOthers() {
        String seed = "mongodb://" + set().member(2).address() + "/?replicaSet=" + set().name();
        try (MongoClient client = Clients.to(seed)) {
            insert(client, 1);
            await().until(() -> servers(client.getClusterDescription()).count() == 3);
        }
    }

    @Test
    void aStepDownIsToldAtOnceAndAnotherMemberTakesOffice() {
        try (MongoClient client = client()) {
            insert(client, 1);
            set().stepDown();
            assertThat(set().primary()).isEmpty();
            insert(client, 2);
            assertThat(primary(client)).isEqualTo(set().member(1).address());
            assertThat(set().primary()).contains(set().member(1));
            assertThat(found(client)).containsExactly(1, 2);
        }
    }

    @Test
    void clientsThatSpeakTheCommandOfRealSetsMakeThePrimaryStepDown() {
        try (MongoClient client = client()) {
            client.getDatabase("admin").runCommand(new org.bson.Document("replSetStepDown", 10));
            set().awaitPrimary(PATIENCE);
            insert(client, 1);
            assertThat(set().primary()).contains(set().member(1));
        }
    }

    @Test
    void aHandOverIsToldByTheNewPrimaryBeforeTheOldOneGivesItsOfficeUp() {
        assertThat(stateWhenTheOldOneIsSecondary(() -> set().handOver(set().member(2), Duration.ofMillis(300))))
                .isEqualTo(MemberState.PRIMARY);
    }

    @Test
    void anOfficeGivenUpWithoutSuccessorIsToldAtOnce() {
        assertThat(stateWhenTheOldOneIsSecondary(set()::loseMajority)).isEqualTo(MemberState.SECONDARY);
    }

    /** What the driver thinks the other members are, the best of them, when it first hears that the old primary is none. */
    private MemberState stateWhenTheOldOneIsSecondary(Runnable change) {
        List<ClusterDescription> told = new CopyOnWriteArrayList<>();
        ClusterListener listener = new ClusterListener() {
            @Override
            public void clusterDescriptionChanged(ClusterDescriptionChangedEvent event) {
                told.add(event.getNewDescription());
            }
        };
        try (MongoClient client =
                client(settings -> settings.applyToClusterSettings(each -> each.addClusterListener(listener)))) {
            String old = set().member(0).address();
            await().until(() ->
                    seen(client.getClusterDescription(), REPLICA_SET_SECONDARY).size() == 2);
            change.run();
            await().until(() -> told.stream()
                    .anyMatch(each -> seen(each, REPLICA_SET_SECONDARY).contains(old)));
            return told.stream()
                    .filter(each -> seen(each, REPLICA_SET_SECONDARY).contains(old))
                    .findFirst()
                    .map(each ->
                            seen(each, REPLICA_SET_PRIMARY).isEmpty() ? MemberState.SECONDARY : MemberState.PRIMARY)
                    .orElseThrow();
        }
    }

    @Test
    void withoutMajorityNobodyIsElectedWritesWaitInVainAndSecondariesAreRead() {
        try (MongoClient client = client(settings ->
                settings.applyToClusterSettings(each -> each.serverSelectionTimeout(700, TimeUnit.MILLISECONDS)))) {
            insert(client, 1);
            set().loseMajority();
            await().until(() -> primary(client).isEmpty());
            assertThatThrownBy(() -> insert(client, 2)).isInstanceOf(MongoTimeoutException.class);
            assertThat(Clients.things(client)
                            .withReadPreference(ReadPreference.secondaryPreferred())
                            .countDocuments())
                    .isEqualTo(1);
            set().regainMajority();
            set().awaitPrimary(PATIENCE);
            insert(client, 3);
        }
    }

    @Test
    void twoOfThreeKilledTakeTheThirdsOfficeAndOneBackElectsAnother() {
        set().member(1).kill();
        assertThat(set().primary()).contains(set().member(0));
        set().member(2).kill();
        assertThat(set().primary()).isEmpty();
        assertThat(set().member(2).state()).isEqualTo(MemberState.DOWN);
        set().member(2).restart();
        set().awaitPrimary(PATIENCE);
        try (MongoClient client = client()) {
            insert(client, 1);
        }
    }

    @Test
    void aKilledPrimaryIsReplacedAndReturnsAsSecondary() {
        // Nobody selects while the dead one returns, so the driver looks at it no sooner than its checks are due.
        try (MongoClient client = client(settings ->
                settings.applyToServerSettings(each -> each.heartbeatFrequency(500, TimeUnit.MILLISECONDS)))) {
            insert(client, 1);
            ScriptedMember dead = set().killPrimary().orElseThrow();
            insert(client, 2);
            assertThat(set().primary()).contains(set().member(1));
            dead.restart();
            await().until(() ->
                    seen(client.getClusterDescription(), REPLICA_SET_SECONDARY).contains(dead.address()));
            set().elect(dead);
            insert(client, 3);
            assertThat(primary(client)).isEqualTo(dead.address());
        }
    }

    @Test
    void theSilentPrimaryIsReplacedWhileClientsOfItAreLeftHanging() {
        try (MongoClient client = client(
                settings -> settings.applyToSocketSettings(each -> each.readTimeout(700, TimeUnit.MILLISECONDS)))) {
            insert(client, 1);
            ScriptedMember silent = set().member(0);
            silent.isolate();
            insert(client, 2); // hangs until its socket's time is up, and is retried on the new primary
            assertThat(primary(client)).isEqualTo(set().member(1).address());
            silent.rejoin();
            assertThat(silent.state()).isEqualTo(MemberState.SECONDARY);
            assertThat(found(client)).containsExactly(1, 2);
        }
    }

    @Test
    void whoCannotBeElectedIsNot() {
        assertThatThrownBy(() -> set().elect(set().member(0)))
                .isInstanceOf(LabException.class)
                .hasMessageStartingWith("LAB_NO_ELECTION");
        set().member(1).kill();
        assertThatThrownBy(() -> set().elect(set().member(1))).hasMessageStartingWith("LAB_NO_ELECTION");
        set().loseMajority();
        assertThatThrownBy(() -> set().awaitPrimary(Duration.ofMillis(200))).hasMessageStartingWith("LAB_NO_PRIMARY");
    }
}
