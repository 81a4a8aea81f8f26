package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.IndexBuilt;
import dev.meerkat.model.Model;
import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.testkit.EventRecorder;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** V1, C5: the same connection seen from other databases. */
abstract class ViewContract extends ContractCase {
    private static final Logger FIGURES = LoggerFactory.getLogger("dev.meerkat.contract.figures");
    private static final int MANY = 100_000;

    record Guest(ObjectId id, @Indexed(unique = true) String name) {}

    private static long count(Connection connection, String database) {
        return connection.client().getDatabase(database).getCollection("guests").countDocuments();
    }

    @Test
    void V1_a_view_is_made_once_and_kept_until_it_is_forgotten() {
        Connection db = opened();
        Connection view = db.useDb("tenant1");

        assertThat(db.useDb("tenant1")).isSameAs(view).isNotSameAs(db.useDb("tenant2"));
        assertThat(view.useDb("tenant1")).isSameAs(view);
        assertThat(view.database().getName()).isEqualTo("tenant1");
        assertThat(db.forgetDb("tenant1")).isTrue();
        assertThat(db.forgetDb("tenant1")).isFalse();
        assertThat(db.useDb("tenant1")).isNotSameAs(view);
        view.database().runCommand(new Document("ping", 1));
    }

    @Test
    void V1_threads_that_ask_at_once_get_one_view() {
        Connection db = opened();
        Set<Connection> views = ConcurrentHashMap.newKeySet();

        List<Throwable> thrown = Callers.together(20, caller -> {
            for (int i = 0; i < 1_000; i++) {
                views.add(db.useDb("tenant" + i % 10));
            }
        });

        assertThat(thrown).isEmpty();
        assertThat(views).hasSize(10);
    }

    @Test
    void V1_a_view_has_the_connections_state_and_no_socket_thread_or_event_of_its_own() {
        EventRecorder recorder = recorded();
        Connection db = recorder.connection().open(options().build());
        db.database().runCommand(new Document("ping", 1));
        recorder.forget();
        Leaks leaks = Leaks.before(server());

        Connection view = db.useDb("tenant1");
        view.database().runCommand(new Document("ping", 1));

        leaks.assertNone();
        assertThat(recorder.events()).isEmpty();
        assertThat(view.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(view.name()).isEqualTo(db.name());
        assertThat(view.client()).isSameAs(db.client());
        assertThat(view.options()).isSameAs(db.options());
        assertThat(view.timeline()).isEqualTo(db.timeline());
    }

    @Test
    void C5_closing_a_view_closes_nothing() {
        EventRecorder recorder = recorded();
        Connection db = recorder.connection().open(options().build());
        Connection view = db.useDb("tenant1");
        recorder.forget();

        assertThat(view.close()).isEqualTo(DrainReport.EMPTY);
        view.scope().close();

        recorder.assertSequence();
        assertThat(db.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(db.useDb("tenant1")).isSameAs(view);
        view.database().runCommand(new Document("ping", 1));
    }

    @Test
    void V1_models_on_views_write_to_the_views_database_and_know_nothing_of_each_other() {
        Connection db = opened();
        Model<Guest> first = db.useDb("hotel1").model("Guest", Guest.class);
        Model<Guest> second = db.useDb("hotel2").model("Guest", Guest.class);
        first.collection().deleteMany(new Document());
        second.collection().deleteMany(new Document());

        first.create(new Guest(null, "Ada"));
        second.create(new Guest(null, "Ada"));
        second.create(new Guest(null, "Bob"));

        assertThat(count(db, "hotel1")).isOne();
        assertThat(count(db, "hotel2")).isEqualTo(2);
        assertThat(first.exists(Filters.eq("name", "Bob"))).isFalse();
        assertThat(first).isNotSameAs(second);
        assertThat(db.useDb("hotel1").models()).containsExactly(first);
        assertThat(db.models()).isEmpty();
    }

    @Test
    void V1_the_indexes_of_a_views_model_are_built_in_its_database_and_forgotten_with_the_view() {
        EventRecorder recorder = recorded();
        Connection db = recorder.connection().open(options().build());
        db.client().getDatabase("hotel3").drop();
        Connection view = db.useDb("hotel3");
        view.model("Guest", Guest.class);
        view.indexes().await(EventRecorder.PATIENCE);

        assertThat(recorder.events(IndexBuilt.class))
                .extracting(IndexBuilt::namespace)
                .containsExactly("hotel3.guests");
        assertThat(view.indexes().reports()).hasSize(1);
        assertThat(db.indexes().reports()).isEmpty();
        db.forgetDb("hotel3");
        assertThat(view.models()).isEmpty();
        assertThat(db.useDb("hotel3").models()).isEmpty();
    }

    @Test
    void V1_views_work_again_after_a_close_and_a_new_open() {
        Connection db = opened();
        Model<Guest> guests = db.useDb("hotel4").model("Guest", Guest.class);
        guests.collection().deleteMany(new Document());
        db.close();
        assertThatThrownBy(guests::count).hasMessageContaining("MK-CLOSED");

        db.useDb("hotel4").open();

        assertThat(guests.count()).isZero();
    }

    @Test
    void V1_a_transaction_spans_the_views_of_one_connection() {
        needs(Capability.TRANSACTIONS);
        Connection db = opened();
        Model<Guest> first = db.useDb("hotel5").model("Guest", Guest.class);
        Model<Guest> second = db.useDb("hotel6").model("Guest", Guest.class);
        first.awaitIndexes(EventRecorder.PATIENCE);
        second.awaitIndexes(EventRecorder.PATIENCE);
        first.deleteMany(Filters.empty());
        second.deleteMany(Filters.empty());

        db.useDb("hotel5").transaction(session -> {
            first.create(new Guest(null, "Ada"));
            second.create(new Guest(null, "Ada"));
            assertThat(count(Callers.start(() -> count(db, "hotel6")))).isEqualTo(0L);
        });
        assertThatThrownBy(() -> db.transaction(session -> {
                    first.create(new Guest(null, "Bob"));
                    second.create(new Guest(null, "Bob"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(count(db, "hotel5")).isOne();
        assertThat(count(db, "hotel6")).isOne();
    }

    private static Object count(Callers.Caller caller) {
        return Objects.requireNonNull(caller.result(EventRecorder.PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a/b", "a\\b", "a b", "a$b", "a\"b", "a\0b", "..", "../admin"})
    void V1_a_name_that_no_server_takes_is_refused_without_being_quoted(String name) {
        Connection db = registry().connection();

        assertThatThrownBy(() -> db.useDb(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("63 bytes")
                .hasMessageNotContaining(name.isEmpty() ? "\0" : name);
    }

    @Test
    void V1_the_length_of_a_name_counts_in_bytes() {
        Connection db = registry().connection();

        assertThat(db.useDb("ä".repeat(31)).database().getName()).hasSize(31);
        assertThatThrownBy(() -> db.useDb("ä".repeat(32))).hasMessageContaining("bytes=64");
    }

    @Test
    void V1_a_hundred_thousand_views_cost_less_than_a_kilobyte_each_and_no_event() {
        EventRecorder recorder = recorded();
        Connection db = recorder.connection().open(options().build());
        db.useDb("first").database();
        List<ConnectionEvent> before = recorder.events();
        long used = usedHeap();
        for (int i = 0; i < MANY; i++) {
            db.useDb("tenant-number-" + i);
        }
        double each = (usedHeap() - used) / (double) MANY;
        FIGURES.info("{}: {} bytes for each of {} views", kind().name(), Math.round(each), MANY);

        assertThat(each).isPositive().isLessThan(1_024);
        assertThat(recorder.events()).isEqualTo(before);
        for (int i = 0; i < MANY; i++) {
            assertThat(db.forgetDb("tenant-number-" + i)).isTrue();
        }
        assertThat((usedHeap() - used) / (double) MANY)
                .as("after all were forgotten")
                .isLessThan(each / 2);
        Reference.reachabilityFence(db);
    }

    private static long usedHeap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
