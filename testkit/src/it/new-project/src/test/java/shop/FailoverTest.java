package shop;

import com.mongodb.client.MongoClient;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.testkit.MeerkatTest;
import dev.meerkat.testkit.Writes;
import org.junit.jupiter.api.Test;

@MeerkatTest
class FailoverTest {
    @Test
    void no_order_is_lost(ScriptedReplicaSet set, MongoClient client, Writes writes) {
        var orders = client.getDatabase("shop").getCollection("orders");
        writes.start(orders, 4).awaitAcknowledged(100);
        set.stepDown();
        writes.awaitAcknowledged(100).assertNoneFailed(orders);
    }
}
