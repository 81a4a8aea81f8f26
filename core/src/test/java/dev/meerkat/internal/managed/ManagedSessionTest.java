package dev.meerkat.internal.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ClientSessionOptions;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.meerkat.internal.gate.Generation;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Contract G5, G6, R1 for sessions, with the driver's real sessions: a transaction without operations needs no server. */
class ManagedSessionTest {
    private final MongoClient first = MongoClients.create("mongodb://127.0.0.1:1");
    private final MongoClient second = MongoClients.create("mongodb://127.0.0.1:1");
    private final Generation one = new Generation(first);
    private final Generation two = new Generation(second);
    private final CountingEntrance entrance = new CountingEntrance(one);
    private final ManagedClient client = ManagedClient.create(entrance, new TestSettings());
    private final ClientSession session = client.startSession();

    @AfterEach
    void closeDriverClients() {
        first.close();
        second.close();
    }

    @Test
    void anIdleSessionHoldsNothing() {
        assertThat(entrance.held()).isZero();
    }

    @Test
    void aTransactionHoldsTheGateUntilItsCommit() {
        session.startTransaction();
        assertThat(entrance.held()).isEqualTo(1);

        session.commitTransaction();

        assertThat(entrance.held()).isZero();
    }

    @Test
    void aTransactionHoldsTheGateUntilItsAbort() {
        session.startTransaction();

        session.abortTransaction();

        assertThat(entrance.held()).isZero();
        assertThatIllegalStateException().isThrownBy(session::abortTransaction);
    }

    @Test
    void closingEndsAnOpenTransactionOnce() {
        session.startTransaction();

        session.close();
        session.close();

        assertThat(entrance.held()).isZero();
    }

    @Test
    void twoSessionsHoldEachTheirOwn() {
        try (ClientSession other = client.startSession()) {
            session.startTransaction();
            other.startTransaction();
            assertThat(entrance.held()).isEqualTo(2);

            session.commitTransaction();

            assertThat(entrance.held()).isEqualTo(1);
            assertThat(other.hasActiveTransaction()).isTrue();
        }
        assertThat(entrance.held()).isZero();
    }

    @Test
    void aSecondTransactionAtOnceIsTheDriversComplaintAndLeavesTheFirstAlone() {
        session.startTransaction();

        assertThatIllegalStateException().isThrownBy(session::startTransaction);

        assertThat(entrance.held()).isEqualTo(1);
        session.commitTransaction();
        assertThat(entrance.held()).isZero();
    }

    @Test
    void aTransactionThatCannotStartHoldsNothing() {
        try (ClientSession snapshot = client.startSession(
                ClientSessionOptions.builder().snapshot(true).build())) {
            assertThatThrownBy(snapshot::startTransaction).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(entrance.held()).isZero();
    }

    @Test
    void committingIsPartOfTheTransactionAndPassesWhileDraining() {
        session.startTransaction();
        entrance.drain();

        session.commitTransaction();

        assertThat(entrance.last().operation()).isEqualTo("commitTransaction");
        assertThat(entrance.last().within()).isTrue();
        assertThatThrownBy(session::startTransaction).isInstanceOf(CountingEntrance.Refused.class);
    }

    @Test
    void withTransactionHoldsOneLeaseOverAllThatHappensInIt() {
        String answer = session.withTransaction(() -> {
            assertThat(entrance.held()).isEqualTo(1);
            session.abortTransaction();
            assertThat(entrance.held()).isEqualTo(1);
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(entrance.held()).isZero();
    }

    @Test
    void withTransactionThrowsTheBodysOwnExceptionUntouched() {
        ManagedClient translating = ManagedClient.create(
                entrance,
                new TestSettings(
                        new TestSettings().client(),
                        (failure, operation, origin, admission) -> new IllegalStateException("translated")));
        UnsupportedOperationException own = new UnsupportedOperationException();

        assertThatThrownBy(() -> translating.startSession().withTransaction(() -> {
                    throw own;
                }))
                .isSameAs(own);
        assertThat(entrance.held()).isZero();
    }

    @Test
    void withTransactionInsideATransactionIsTheDriversComplaint() {
        session.startTransaction();

        assertThatIllegalStateException().isThrownBy(() -> session.withTransaction(() -> "never"));

        assertThat(entrance.held()).isZero();
    }

    @Test
    void anIdleSessionMovesWithItsTimes() {
        BsonTimestamp operationTime = new BsonTimestamp(1000, 1);
        session.advanceOperationTime(operationTime);
        session.advanceClusterTime(new BsonDocument("clusterTime", operationTime));
        Object before = ((ManagedSession) session).driver();

        entrance.generation(two);
        session.startTransaction();

        assertThat(((ManagedSession) session).driver()).isNotSameAs(before);
        assertThat(session.getOperationTime()).isEqualTo(operationTime);
        assertThat(session.getClusterTime().getTimestamp("clusterTime")).isEqualTo(operationTime);
        assertThat(((ManagedSession) session).driver().getOriginator()).isNotSameAs(session.getOriginator());
    }

    @Test
    void anIdleSessionStartsFreshOnAnotherDeployment() {
        ManagedClient moving = ManagedClient.create(entrance, new MovedSettings());
        ClientSession traveller = moving.startSession();
        traveller.advanceOperationTime(new BsonTimestamp(1000, 1));

        entrance.generation(two);
        traveller.startTransaction();

        assertThat(traveller.getOperationTime()).isNull();
        traveller.close();
    }

    @Test
    void aSessionInATransactionStaysWhereItIs() {
        session.startTransaction();
        Object before = ((ManagedSession) session).driver();

        entrance.generation(two);
        session.commitTransaction();
        assertThat(((ManagedSession) session).driver()).isSameAs(before);

        session.startTransaction();
        assertThat(((ManagedSession) session).driver()).isNotSameAs(before);
        session.abortTransaction();
    }

    @Test
    void aSessionMovesAlthoughItsOldDriverClientIsClosed() {
        session.startTransaction();
        session.abortTransaction();
        first.close();
        entrance.generation(two);

        session.startTransaction();

        assertThat(session.hasActiveTransaction()).isTrue();
        session.close();
    }

    @Test
    void theOriginatorIsTheSessionSoThatWrappersAreRecognised() {
        assertThat(session.getOriginator()).isSameAs(session);
    }

    @Test
    void aSessionOfAnotherManagedClientIsRefusedBeforeTheGate() {
        ManagedClient stranger = ManagedClient.create(entrance, new TestSettings());
        int before = entrance.admitted().size();

        assertThatIllegalStateException()
                .isThrownBy(() -> stranger.getDatabase("shop").drop(session))
                .withMessageContaining("same MongoClient");

        assertThat(entrance.admitted()).hasSize(before);
    }

    @Test
    void theTransactionsOwnDeadlineIsToldToTheGate() {
        session.startTransaction(
                TransactionOptions.builder().timeout(3L, TimeUnit.SECONDS).build());

        assertThat(entrance.last().timeoutMillis()).isEqualTo(3000);
        session.close();
    }

    private static final class MovedSettings implements ManagedSettings {
        private final TestSettings usual = new TestSettings();

        @Override
        public com.mongodb.MongoClientSettings client() {
            return usual.client();
        }

        @Override
        public com.mongodb.connection.ClusterDescription clusterDescription() {
            return usual.clusterDescription();
        }

        @Override
        public void close() {}

        @Override
        public boolean sameDeployment(Generation from, Generation to) {
            return false;
        }
    }
}
