package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Transactions and change streams over fake elections, on a server that has them. */
@WithServerProgram
final class SetSessionsIT extends SetCase {
    @Override
    LabServer start() {
        return ExternalServer.builder().start();
    }

    @Test
    void aTransactionWithoutElectionsIsCommitted() {
        try (MongoClient client = client();
                ClientSession session = client.startSession()) {
            Clients.things(client).insertOne(new Document("_id", 0));
            session.startTransaction();
            Clients.things(client).insertOne(session, new Document("_id", 1));
            session.commitTransaction();
            assertThat(found(client)).containsExactly(0, 1);
        }
    }

    @Test
    void aTransactionOpenAtAStepDownIsAbortedAndItsCommitRefused() {
        assertAborted(() -> {
            set().stepDown();
            set().awaitPrimary(PATIENCE);
        });
    }

    @Test
    void aTransactionOpenAtAKillIsAborted() {
        assertAborted(() -> {
            set().killPrimary();
            set().awaitPrimary(PATIENCE);
        });
    }

    @Test
    void aTransactionOpenAtTheLossOfTheMajorityIsAborted() {
        assertAborted(() -> {
            set().loseMajority();
            set().regainMajority();
            set().awaitPrimary(PATIENCE);
        });
    }

    private void assertAborted(Runnable election) {
        try (MongoClient client = client();
                ClientSession session = client.startSession()) {
            Clients.things(client).insertOne(new Document("_id", 0));
            session.startTransaction();
            Clients.things(client).insertOne(session, new Document("_id", 1));
            election.run();
            assertThatThrownBy(session::commitTransaction)
                    .isInstanceOfSatisfying(
                            MongoException.class,
                            e -> assertThat(e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                                    .as(e.toString())
                                    .isTrue());
            assertThat(found(client)).containsExactly(0);
            insert(client, 1); // nothing holds the document any more
        }
    }

    @Test
    void aStatementOfATransactionOnAMemberThatIsNoPrimaryIsTransient() {
        try (MongoClient client = client();
                ClientSession session = client.startSession()) {
            Clients.things(client).insertOne(new Document("_id", 0));
            session.startTransaction();
            Clients.things(client).insertOne(session, new Document("_id", 1));
            set().member(0).network().cutReplies(); // the driver does not hear of the election
            set().elect(set().member(1));
            set().member(0).network().pass();
            assertThatThrownBy(() -> {
                        Clients.things(client).insertOne(session, new Document("_id", 2));
                        session.commitTransaction();
                    })
                    .isInstanceOfSatisfying(
                            MongoException.class,
                            e -> assertThat(e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                                    .isTrue());
            assertThat(found(client)).containsExactly(0);
        }
    }

    @Test
    void withTransactionRunsItsBodyAgainAfterAStepDownAndIsDoneOnce() {
        try (MongoClient client = client();
                ClientSession session = client.startSession()) {
            Clients.things(client).insertOne(new Document("_id", 0));
            AtomicInteger runs = new AtomicInteger();
            session.withTransaction(() -> {
                Clients.things(client).insertOne(session, new Document("_id", "run " + runs.get()));
                if (runs.getAndIncrement() == 0) {
                    set().stepDown();
                    set().awaitPrimary(PATIENCE);
                }
                return true;
            });
            assertThat(runs).hasValue(2);
            assertThat(found(client)).containsExactly(0, "run 1");
        }
    }

    @Test
    void aCommitWhoseAnswerWasLostIsRetriedAndDoneOnce() {
        try (MongoClient client = client();
                ClientSession session = client.startSession()) {
            Clients.things(client).insertOne(new Document("_id", 0));
            session.startTransaction();
            Clients.things(client).insertOne(session, new Document("_id", 1));
            set().fail(FailCommand.on("commitTransaction").cutReply());
            session.commitTransaction();
            assertThat(found(client)).containsExactly(0, 1);
        }
    }

    @Test
    void aChangeStreamMissesNothingOverAStepDownAndAKill() {
        try (MongoClient client = client()) {
            MongoCollection<Document> things = Clients.things(client);
            things.insertOne(new Document("_id", -1));
            List<Object> seen = new CopyOnWriteArrayList<>();
            try (var stream = things.watch()
                    .maxAwaitTime(200, java.util.concurrent.TimeUnit.MILLISECONDS)
                    .cursor()) {
                for (int id = 0; id < 30; id++) {
                    things.insertOne(new Document("_id", id));
                    if (id == 10) {
                        set().stepDown();
                    } else if (id == 20) {
                        set().killPrimary();
                    }
                    drain(stream, seen);
                }
                await().until(() -> {
                    drain(stream, seen);
                    return seen.size() >= 30;
                });
            }
            assertThat(seen).hasSize(30).doesNotHaveDuplicates();
        }
    }

    private static void drain(
            com.mongodb.client.MongoChangeStreamCursor<
                            com.mongodb.client.model.changestream.ChangeStreamDocument<Document>>
                    stream,
            List<Object> seen) {
        var next = stream.tryNext();
        if (next != null) {
            seen.add(next.getDocumentKey().getInt32("_id").getValue());
        }
    }
}
