package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import dev.meerkat.testkit.internal.Time;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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

    @Test
    void a_writer_that_is_behind_is_waited_for_however_much_the_others_write() {
        Writes writes = new Writes(Duration.ofMinutes(1));
        MongoCollection<Document> orders =
                held("testkit-writer-2", () -> writes.tally().acknowledged() >= 100);

        writes.start(orders, 2).awaitAcknowledged(1);

        assertThat(writes.stop().tally().acknowledged()).isGreaterThan(100);
    }

    @Test
    void a_writer_that_stays_behind_is_named() {
        Writes writes = new Writes(Duration.ofMillis(100));
        AtomicBoolean over = new AtomicBoolean();

        assertThatThrownBy(() ->
                        writes.start(held("testkit-writer-2", over::get), 2).awaitAcknowledged(0))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("behind [")
                .hasMessageContaining("testkit-writer-2");
        over.set(true);
    }

    /** A collection that acknowledges every insert, of one thread not before it may. */
    @SuppressWarnings("unchecked")
    private static MongoCollection<Document> held(String thread, BooleanSupplier may) {
        return (MongoCollection<Document>) Proxy.newProxyInstance(
                TallyTest.class.getClassLoader(),
                new Class<?>[] {MongoCollection.class},
                (proxy, method, arguments) -> {
                    if (Thread.currentThread().getName().equals(thread)) {
                        Time.until(Duration.ofMinutes(1), may);
                    }
                    return null;
                });
    }
}
