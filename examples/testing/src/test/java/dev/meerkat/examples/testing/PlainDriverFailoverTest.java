package dev.meerkat.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.lab.FailCommand;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.testkit.MeerkatTest;
import dev.meerkat.testkit.Uri;
import dev.meerkat.testkit.Writes;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** How code on the plain driver does over a failover. No Meerkat but the test kit. */
@MeerkatTest
final class PlainDriverFailoverTest {
    private static MongoCollection<Document> orders(MongoClient client) {
        return client.getDatabase("shop").getCollection("orders");
    }

    @Test
    void an_order_survives_a_failover(ScriptedReplicaSet set, MongoClient client, Writes writes) {
        writes.start(orders(client), 4).awaitAcknowledged(100);
        set.stepDown();
        writes.awaitAcknowledged(100);
        set.killPrimary();
        writes.awaitAcknowledged(100);
        writes.assertNoneFailed(orders(client));
    }

    @Test
    void an_answer_that_is_lost_is_asked_for_again(ScriptedReplicaSet set, MongoClient client) {
        set.fail(FailCommand.on("insert").times(1).cutReply()); // done, and nobody knows

        orders(client).insertOne(new Document("_id", 1)); // the driver tries again, the server knows better

        assertThat(orders(client).countDocuments()).isEqualTo(1);
        assertThat(set.failed()).isEqualTo(1);
    }

    @Test
    void without_a_majority_a_write_fails_within_the_time_it_was_given(ScriptedReplicaSet set, @Uri String uri) {
        set.loseMajority();
        try (MongoClient impatient = MongoClients.create(uri + "&serverSelectionTimeoutMS=500")) {
            assertThatThrownBy(() -> orders(impatient).insertOne(new Document("_id", 1)))
                    .isInstanceOf(MongoTimeoutException.class);
        }
    }
}
