package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCredential;
import com.mongodb.MongoException;
import com.mongodb.MongoSecurityException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logins go through a scripted set to the server behind it. */
@WithServerProgram
final class SetLoginIT {
    private static ExternalServer server;
    private ScriptedReplicaSet set;

    @BeforeAll
    static void startServer() {
        server = ExternalServer.builder().user("ada", "the right one", "root").start();
    }

    @AfterAll
    static void closeServer() {
        server.close();
    }

    @BeforeEach
    void startSet() {
        set = ScriptedReplicaSet.inFrontOf(server);
    }

    @AfterEach
    void closeSet() {
        set.close();
    }

    private MongoClient as(String password) {
        return Clients.with(
                set.uri(),
                settings ->
                        settings.credential(MongoCredential.createCredential("ada", "admin", password.toCharArray())));
    }

    @Test
    void theRightPasswordOpensEveryMemberAlsoAfterAnElection() {
        try (MongoClient client = as("the right one")) {
            Clients.things(client).insertOne(new Document());
            for (int member : new int[] {1, 2, 0}) {
                set.elect(set.member(member));
                Clients.things(client).insertOne(new Document());
            }
            assertThat(Clients.things(client).countDocuments()).isGreaterThanOrEqualTo(4);
        }
    }

    @Test
    void theWrongPasswordIsRefusedAndNoneAtAllToo() {
        try (MongoClient client = as("the wrong one")) {
            assertThatThrownBy(() -> Clients.things(client).countDocuments())
                    .isInstanceOf(MongoSecurityException.class);
        }
        try (MongoClient client = Clients.to(set.uri())) {
            assertThatThrownBy(() -> Clients.things(client).countDocuments())
                    .isInstanceOfSatisfying(
                            MongoException.class, e -> assertThat(e.getCode()).isEqualTo(13));
        }
    }

    @Test
    void aTransactionIsAbortedOverTheClientsOwnLogin() {
        try (MongoClient client = as("the right one");
                ClientSession session = client.startSession()) {
            Clients.things(client).insertOne(new Document("_id", "before"));
            session.startTransaction();
            Clients.things(client).insertOne(session, new Document("_id", "inside"));
            set.stepDown();
            assertThatThrownBy(session::commitTransaction).isInstanceOf(MongoException.class);
            Clients.things(client).insertOne(new Document("_id", "inside"));
        }
    }
}
