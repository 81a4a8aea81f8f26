package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** Counting writes: what is right passes, and each way of being wrong fails with figures and ids. */
final class TallyTest {
    private static Tally tally(List<Integer> tried, List<Integer> acknowledged, List<Integer> found) {
        Tally tally = new Tally();
        tried.forEach(tally::tries);
        acknowledged.forEach(tally::acknowledges);
        found.forEach(tally::finds);
        return tally;
    }

    @Test
    void what_was_acknowledged_is_there_and_what_was_tried_may_be() {
        Tally tally = tally(List.of(1, 2, 3), List.of(1), List.of(1, 2));

        tally.assertNoneLost();

        assertThat(tally).hasToString("tried 3, acknowledged 1, found 2");
    }

    @Test
    void a_lost_write_fails() {
        assertThatThrownBy(tally(List.of(1, 2), List.of(1, 2), List.of(1))::assertNoneLost)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("tried 2, acknowledged 2, found 1; lost [2], duplicated [], never tried []");
    }

    @Test
    void a_write_that_is_there_twice_fails() {
        assertThatThrownBy(tally(List.of(1), List.of(1), List.of(1, 1))::assertNoneLost)
                .hasMessageContaining("lost [], duplicated [1]");
    }

    @Test
    void a_write_that_nobody_tried_fails() {
        assertThatThrownBy(tally(List.of(1), List.of(), List.of(7))::assertNoneLost)
                .hasMessageContaining("never tried [7]");
    }

    @Test
    @MeerkatTest
    void writes_that_the_server_lost_fail_with_their_ids(MongoClient client, Writes writes) {
        MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
        writes.insert(orders, "kept");
        writes.insert(orders, "gone");
        orders.deleteOne(new Document("_id", "gone"));

        assertThatThrownBy(() -> writes.assertNoneLost(orders)).hasMessageContaining("lost [gone]");
    }

    @Test
    @MeerkatTest
    void a_write_that_failed_is_kept_and_is_no_loss(MongoClient client, Writes writes) {
        MongoCollection<Document> orders = client.getDatabase("shop").getCollection("orders");
        orders.insertOne(new Document("_id", 1));

        assertThat(writes.insert(orders, 1)).isFalse();

        assertThat(writes.failures())
                .singleElement()
                .extracting(Throwable::getMessage)
                .asString()
                .contains("E11000");
        writes.assertNoneLost(orders);
        assertThatThrownBy(() -> writes.assertNoneFailed(orders))
                .hasMessageContaining("writes failed: 1, tried 1, acknowledged 0, found 1")
                .hasRootCauseMessage(writes.failures().get(0).getMessage());
    }

    @Test
    void acknowledgements_that_do_not_come_are_not_waited_for_without_end() {
        assertThatThrownBy(() -> new Writes(Duration.ofMillis(100)).awaitAcknowledged(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not 1 more acknowledged writes within PT0.1S");
    }
}
