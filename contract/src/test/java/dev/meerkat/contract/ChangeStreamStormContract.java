package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.testkit.Tally;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.ChangeStreamState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.bson.BsonValue;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** I7: a consumer of many changes while the server dies and comes back. */
abstract class ChangeStreamStormContract extends StreamCase {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.contract.figures");
    private static final int INSERTS = 10_000;
    private static final int KILLS = 3;

    private final Tally tally = new Tally();

    /** Inserts one after the other; what fails for good is counted and left to the collection to tell. */
    private void insertAll(MongoCollection<Document> rows, AtomicInteger next) {
        for (int id = 0; id < INSERTS; id++) {
            tally.tries(id);
            try {
                rows.insertOne(new Document("_id", id));
                tally.acknowledges(id);
            } catch (MongoException unknown) {
                LOG.info("insert {} failed: {}", id, unknown.toString());
            }
            next.set(id);
        }
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void I7_ten_thousand_inserts_over_three_kills_come_exactly_once_and_in_order() {
        needs(Capability.CHANGE_STREAMS, Capability.KILL);
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(connection, received);
        AtomicInteger next = new AtomicInteger();
        Work<Boolean> writer = Work.begin("writer", () -> insertAll(rows(connection), next));
        for (int kill = 1; kill <= KILLS; kill++) {
            int enough = kill * INSERTS / (KILLS + 1);
            await().pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> next.get() >= enough);
            server().kill();
            server().restart();
        }
        await().atMost(Duration.ofMinutes(1)).until(writer::ended);
        writer.value();

        List<Document> stored = raw().getCollection("rows").find().into(new ArrayList<>());
        stored.forEach(row -> tally.finds(row.getInteger("_id")));
        received.await(stored.size(), Duration.ofSeconds(30));
        // Nothing more comes behind the last one.
        rows(connection).insertOne(new Document("_id", INSERTS));
        received.await(stored.size() + 1);

        List<Integer> keys = received.keys().stream()
                .map(BsonValue::asInt32)
                .map(each -> each.getValue())
                .collect(Collectors.toList());
        LOG.info("inserts: {}, events {}", tally, keys.size());
        assertThat(tally.lost()).as(tally.toString()).isEmpty();
        assertThat(keys).as("in order").isSorted().doesNotHaveDuplicates();
        assertThat(keys).hasSize(stored.size() + 1);
        assertThat(keys)
                .containsAll(stored.stream().map(row -> row.getInteger("_id")).toList());
        assertThat(stream.state()).isEqualTo(ChangeStreamState.OPEN);
    }
}
