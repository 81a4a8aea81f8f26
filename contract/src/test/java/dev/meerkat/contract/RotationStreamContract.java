package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.watch.ChangeStream;
import dev.meerkat.watch.StreamEnd;
import dev.meerkat.watch.WatchOptions;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** R1, I7: a change stream goes on over a rotation, and on another deployment only if it was told to begin anew. */
abstract class RotationStreamContract extends StreamCase {
    /** Another server with the same collection, of a set with the same name. */
    private ContractServer other() {
        ContractServer other = keep(kind().start());
        try (MongoClient raw = MongoClients.create(other.uri())) {
            raw.getDatabase(database()).createCollection("rows");
        }
        return other;
    }

    @Test
    void R1_a_change_stream_goes_on_after_the_last_token_and_no_event_is_missing_or_doubled() {
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(connection, received);
        MongoCollection<Document> raw = raw().getCollection("rows");
        insert(raw, 0, 10);
        received.await(10);

        for (int round = 1; round <= 3; round++) {
            Work<Boolean> inserts = inserting(raw, 10 * round);
            connection.reconfigure(o -> o.maxPoolSize(25));
            inserts.value();
        }

        assertThat(received.await(40).keys()).isEqualTo(Received.numbers(0, 40));
        assertThat(stream.end()).isEmpty();
    }

    private static Work<Boolean> inserting(MongoCollection<Document> rows, int from) {
        return Work.begin("inserter", () -> insert(rows, from, from + 10));
    }

    @Test
    void R1_on_another_deployment_a_change_stream_reports_that_its_history_is_lost() {
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(connection, received);
        insert(rows(connection), 0, 1);
        received.await(1);
        ContractServer other = other();

        connection.reconfigure(o -> o.uri(other.uri()));

        StreamEnd end = stream.awaitEnd(PATIENCE).orElseThrow();
        assertThat(end.reason()).isEqualTo(StreamEnd.Reason.HISTORY_LOST);
        assertThat(end.lastToken()).isPresent();
        assertThat(end.diagnosis())
                .hasValueSatisfying(why -> assertThat(why.code()).isEqualTo("MK-STREAM-HISTORY-LOST"));
    }

    @Test
    void R1_on_another_deployment_a_change_stream_begins_anew_if_it_was_told_to() {
        Connection connection = connected();
        Received received = new Received();
        ChangeStream stream = watching(
                connection, WatchOptions.builder().restartElsewhere(true).build(), received);
        stream.awaitOpen(PATIENCE);
        insert(rows(connection), 0, 1);
        received.await(1);
        ContractServer other = other();

        connection.reconfigure(o -> o.uri(other.uri()));
        await().until(() -> connection.status().changeStreams() == 1);
        stream.awaitOpen(PATIENCE);
        insert(rows(connection), 7, 8);

        assertThat(received.await(2).keys()).endsWith(Received.numbers(7, 8).get(0));
        assertThat(stream.end()).isEmpty();
    }
}
