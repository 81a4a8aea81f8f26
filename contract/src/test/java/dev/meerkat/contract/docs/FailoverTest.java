package dev.meerkat.contract.docs;

import com.mongodb.client.MongoClient;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.testkit.MeerkatTest;
import dev.meerkat.testkit.Writes;
import org.junit.jupiter.api.Test;

/** The first example of the chapter about testing failovers: it is a test itself. */
// tag::testkit-failover[]
@MeerkatTest
class FailoverTest {
    @Test
    void no_order_is_lost(ScriptedReplicaSet set, MongoClient client, Writes writes) {
        var orders = client.getDatabase("shop").getCollection("orders");
        writes.start(orders, 4).awaitAcknowledged(100); // four writers, until the test ends
        set.stepDown(); // another member is elected after 0.3 s
        writes.awaitAcknowledged(100).assertNoneFailed(orders);
    }
}
// end::testkit-failover[]
