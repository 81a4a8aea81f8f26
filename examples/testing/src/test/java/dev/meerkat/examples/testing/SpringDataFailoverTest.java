package dev.meerkat.examples.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.testkit.MeerkatTest;
import dev.meerkat.testkit.Writes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;

/** The same for code on Spring Data: the template is made on the given client, and a cursor it forgets would fail the test. */
@MeerkatTest
final class SpringDataFailoverTest {
    private MongoTemplate template;

    /** An order as Spring Data maps it. */
    @Document("orders")
    record Order(@Id int id, String what) {}

    @BeforeEach
    void makeTemplate(MongoClient client) {
        template = new MongoTemplate(client, "shop");
    }

    @Test
    void orders_survive_a_failover(ScriptedReplicaSet set, Writes writes) {
        for (int id = 1; id <= 20; id++) {
            int number = id;
            writes.write(number, () -> template.insert(new Order(number, "tea")));
            if (id == 10) {
                set.stepDown();
            }
        }

        writes.assertNoneFailed(template.getCollection("orders"));
        assertThat(template.findById(7, Order.class)).isEqualTo(new Order(7, "tea"));
    }
}
