package dev.meerkat.contract.docs;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Reconnected;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.testkit.ClientWatch;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.testkit.MeerkatTest;
import dev.meerkat.testkit.Uri;
import dev.meerkat.testkit.Writes;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The further examples of the chapter about testing failovers: each is a test. */
@MeerkatTest
final class TestkitSnippetsTest {
    // tag::testkit-meerkat[]
    @Test
    void an_outage_is_told_and_bridged(FaultProxy proxy, Connection db, EventRecorder events, Writes writes) {
        MongoCollection<Document> orders = db.database().getCollection("orders");
        writes.start(orders, 4).awaitAcknowledged(20);
        proxy.refuse();
        proxy.resetAll();
        events.awaits(Disconnected.class); // fails with all events seen when it does not come
        proxy.pass();
        events.awaits(Reconnected.class);
        writes.awaitAcknowledged(20).assertNoneLost(orders);
    }
    // end::testkit-meerkat[]

    // tag::testkit-drain[]
    @Test
    void a_stop_loses_nothing(Connection db, EventRecorder events) {
        db.database().getCollection("orders").insertOne(new Document("_id", 1));
        db.close();
        events.awaitsDrainWithoutLoss(); // nothing cut, nobody refused
    }
    // end::testkit-drain[]

    // tag::testkit-own-client[]
    @Test
    void a_client_of_my_own(@Uri String uri, ClientWatch watch, ScriptedReplicaSet set) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
        watch.accept(settings); // from here on its cursors are looked after
        try (MongoClient client = MongoClients.create(settings.build())) {
            client.getDatabase("shop").getCollection("orders").insertOne(new Document("_id", 1));
        }
    }
    // end::testkit-own-client[]
}
