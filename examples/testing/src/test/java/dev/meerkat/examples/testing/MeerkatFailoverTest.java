package dev.meerkat.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.PrimaryChanged;
import dev.meerkat.event.Reconnected;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.testkit.MeerkatTest;
import dev.meerkat.testkit.Writes;
import java.time.Duration;
import java.util.Optional;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The same with Meerkat: what the connection tells is tested too. */
@MeerkatTest
final class MeerkatFailoverTest {
    private static MongoCollection<Document> orders(Connection db) {
        return db.client().getDatabase("shop").getCollection("orders");
    }

    @Test
    void an_election_is_told_and_costs_no_order(
            ScriptedReplicaSet set, Connection db, EventRecorder events, Writes writes) {
        writes.start(orders(db), 4).awaitAcknowledged(100);
        set.stepDown();
        events.awaits(PrimaryChanged.class);
        writes.awaitAcknowledged(100).assertNoneFailed(orders(db));
    }

    @Test
    void a_hand_over_is_told_with_the_new_primary(ScriptedReplicaSet set, Connection db, EventRecorder events) {
        set.handOver(set.member(1), Duration.ofSeconds(1));
        events.awaits(
                PrimaryChanged.class,
                changed -> changed.newPrimary().equals(Optional.of(set.member(1).address())));
    }

    @Test
    void a_reset_by_the_network_is_bridged(FaultProxy proxy, Connection db, EventRecorder events, Writes writes) {
        writes.start(orders(db), 2).awaitAcknowledged(10);
        proxy.refuse();
        proxy.resetAll();
        events.awaits(Disconnected.class);
        proxy.pass();
        events.awaits(Reconnected.class);
        writes.awaitAcknowledged(10).assertNoneLost(orders(db));
    }

    @Test
    void a_close_finishes_what_was_begun(Connection db, EventRecorder events) {
        orders(db).insertOne(new Document("_id", 1));
        db.close();
        assertThat(events.awaitsDrainWithoutLoss().forced()).isFalse();
    }
}
