package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.Worker;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.event.Closed;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.OptionSources;
import dev.meerkat.options.Origin;
import dev.meerkat.options.Preset;
import dev.meerkat.stats.WorkerReport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** C4: workers, and the order in which a registry stops. */
abstract class WorkerContract extends ContractCase {
    private final List<String> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        told.clear();
    }

    private Worker worker(String name, Duration grace) {
        return registry().worker(name, options -> options.uri(server().uri()).closeGrace(grace));
    }

    private void tell(Connection connection) {
        connection.on(ConnectionEvent.class, event -> {
            if (event instanceof Disconnecting || event instanceof Closed) {
                told.add(event.connection() + " " + event.name());
            }
        });
    }

    private static void insert(Connection connection) {
        connection.database().getCollection("mails").insertOne(new Document("n", 1));
    }

    @Test
    void C4_a_worker_has_a_small_connection_of_its_own_with_its_role_in_the_name() {
        Worker mailer = worker("mailer", Duration.ofSeconds(1));
        Connection connection = mailer.connection();

        assertThat(connection.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(registry().connections()).containsExactly(connection);
        assertThat(connection.options().maxPoolSize()).isEqualTo(5);
        assertThat(connection.options().minPoolSize()).isZero();
        assertThat(connection.options().appName()).endsWith("/mailer/worker");
        assertThat(mailer.capacity()).isEqualTo(5);
        assertThat(worker("mailer", Duration.ofSeconds(1))).isSameAs(mailer);
    }

    @Test
    void C4_without_a_uri_a_worker_goes_where_the_default_connection_goes() {
        ConnectionRegistry registry = keep(new ConnectionRegistry(
                OptionSources.of(Map.of("MONGO_URI", server().uri()), new Properties(), new Properties())));

        Worker mailer = registry.worker("mailer");

        assertThat(mailer.connection().options().uri().hosts())
                .containsExactly(server().host() + ":" + server().port());
        assertThat(mailer.connection().options().explain())
                .filteredOn(option -> option.name().equals("uri"))
                .allMatch(option -> option.origin() == Origin.ENVIRONMENT);
        assertThat(registry.find("default")).isEmpty();
        insert(mailer.connection());
    }

    @Test
    void C4_a_worker_goes_where_code_sent_the_default_connection() {
        ConnectionRegistry registry = keep(new ConnectionRegistry(OptionSources.none()));
        assertThatThrownBy(() -> registry.worker("mailer")).hasMessageContaining("MEERKAT_CONNECTIONS_MAILER_URI");
        registry.connect(server().uri());

        assertThat(registry.worker("mailer").connection().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void C4_a_stop_takes_no_more_finishes_what_was_taken_lets_go_and_then_drains() {
        Worker mailer = worker("mailer", Duration.ofSeconds(10));
        tell(mailer.connection());
        mailer.onStop(() -> told.add("stop taking"));
        mailer.onFinished(() -> told.add("let go"));
        Worker.Taken taken = mailer.take().orElseThrow();
        Callers.Caller stop = Callers.start(mailer::stop);
        await().until(() -> told.contains("stop taking"));

        assertThat(mailer.stopping()).isTrue();
        assertThat(mailer.take()).isEmpty();
        assertThat(mailer.run(() -> told.add("never"))).isFalse();
        insert(mailer.connection());
        told.add("finished");
        taken.close();
        taken.close();
        WorkerReport report = (WorkerReport) stop.result(Duration.ofSeconds(10));

        assertThat(told).containsExactly("stop taking", "finished", "let go", "mailer Disconnecting", "mailer Closed");
        assertThat(report).isEqualTo(mailer.stop());
        assertThat(report.finished()).isOne();
        assertThat(report.abandoned()).isZero();
        assertThat(report.drain().forced()).isFalse();
    }

    @Test
    void C4_work_that_outlives_the_grace_is_left_behind_and_counted() {
        Worker mailer = worker("mailer", Duration.ofMillis(200));
        Worker.Taken taken = mailer.take().orElseThrow();
        mailer.onFinished(() -> told.add("let go"));

        WorkerReport report = mailer.stop();

        assertThat(report.abandoned()).isOne();
        assertThat(report.finished()).isZero();
        assertThat(report.waited()).isBetween(Duration.ofMillis(190), Duration.ofSeconds(2));
        assertThat(told).containsExactly("let go");
        assertThat(mailer.connection().state()).isEqualTo(ConnectionState.CLOSED);
        taken.close();
    }

    @Test
    void C4_a_step_that_throws_or_hangs_holds_up_no_stop() {
        Leaks leaks = Leaks.before(server());
        Worker mailer = worker("mailer", Duration.ofMillis(300));
        CountDownLatch hung = new CountDownLatch(1);
        mailer.onStop(() -> {
            throw new IllegalStateException("the source is gone");
        });
        mailer.onStop(() -> awaits(hung));
        mailer.onFinished(() -> told.add("let go"));

        mailer.stop();

        assertThat(told).containsExactly("let go");
        assertThat(mailer.connection().state()).isEqualTo(ConnectionState.CLOSED);
        hung.countDown();
        leaks.awaitNone(Duration.ofSeconds(5));
    }

    @Test
    void C4_a_step_that_hangs_leaves_time_for_the_steps_and_the_drain_after_it() {
        Worker mailer = worker("mailer", Duration.ofSeconds(3));
        CountDownLatch hung = new CountDownLatch(1);
        CountDownLatch draining = new CountDownLatch(1);
        mailer.connection().on(Disconnecting.class, event -> draining.countDown());
        mailer.onStop(() -> awaits(hung));
        mailer.onStop(() -> told.add("stop taking"));
        MongoCollection<Document> mails = mailer.connection().database().getCollection("mails");
        mails.insertOne(new Document());
        Callers.Caller inFlight = Callers.start(() -> {
            mails.find().limit(1).forEach(mail -> {
                awaits(draining);
                mails.insertOne(new Document("late", true));
            });
            return true;
        });
        await().until(() -> mailer.connection().status().inFlight() == 1);

        WorkerReport report = mailer.stop();

        assertThat(told).containsExactly("stop taking");
        assertThat(report.drain().forced()).isFalse();
        assertThat(inFlight.result(Duration.ofSeconds(5))).isEqualTo(true);
        hung.countDown();
    }

    @Test
    void C4_a_step_that_dies_of_an_error_does_not_skip_the_next() {
        Worker mailer = worker("mailer", Duration.ofSeconds(3));
        mailer.onStop(() -> {
            throw new NoClassDefFoundError("the source's library");
        });
        mailer.onStop(() -> told.add("stop taking"));

        mailer.stop();

        assertThat(told).containsExactly("stop taking");
    }

    private static void awaits(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void C4_a_piece_that_throws_is_finished_too() {
        Worker mailer = worker("mailer", Duration.ofSeconds(10));

        assertThatThrownBy(() -> mailer.run(() -> {
                    throw new IllegalStateException("bad mail");
                }))
                .hasMessage("bad mail");

        assertThat(mailer.stop().abandoned()).isZero();
        assertThat(mailer.stop().waited()).isLessThan(within(Duration.ofSeconds(5)));
    }

    @Test
    void C4_a_registry_stops_its_workers_first_and_then_the_other_connections() {
        Connection db = opened();
        Worker mailer = worker("mailer", Duration.ofSeconds(10));
        Worker printer = worker("printer", Duration.ofSeconds(10));
        List.of(db, mailer.connection(), printer.connection()).forEach(this::tell);
        Worker.Taken taken = mailer.take().orElseThrow();
        Callers.Caller close = Callers.start(() -> {
            registry().close();
            return true;
        });
        await().until(() -> told.contains("printer Closed"));

        insert(db);
        insert(mailer.connection());
        taken.close();
        close.result(Duration.ofSeconds(10));

        assertThat(told)
                .hasSize(6)
                .endsWith("mailer Disconnecting", "mailer Closed", "default Disconnecting", "default Closed");
    }

    @SuppressWarnings("try") // the cursors are cut, on purpose
    @Test
    void C4_one_deadline_holds_for_all_of_it() {
        Connection db = registry()
                .connection()
                .open(options().closeGrace(Duration.ofMillis(600)).build());
        Worker mailer = worker("mailer", Duration.ofMillis(600));
        Worker printer = worker("printer", Duration.ofMillis(600));
        for (Connection each : List.of(db, mailer.connection(), printer.connection())) {
            each.database()
                    .getCollection("deadline")
                    .insertMany(IntStream.range(0, 10)
                            .mapToObj(n -> new Document("n", n))
                            .toList());
            MongoCursor<Document> cursor = each.database()
                    .getCollection("deadline")
                    .find()
                    .batchSize(2)
                    .cursor();
            cursor.next();
        }
        Worker.Taken stuck = mailer.take().orElseThrow();
        CountDownLatch hung = new CountDownLatch(1);
        printer.onStop(() -> awaits(hung));
        printer.onFinished(() -> awaits(hung));

        long begun = System.nanoTime();
        registry().close();
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(registry().connections()).allMatch(each -> each.state() == ConnectionState.CLOSED);
        assertThat(took)
                .as("two graces, what letting go and closing may take beyond")
                .isBetween(Duration.ofMillis(1_100), Duration.ofMillis(3_500));
        assertThat(mailer.stop().abandoned()).isOne();
        hung.countDown();
        stuck.close();
    }

    @Test
    void C4_a_worker_that_was_stopped_comes_back_under_its_name() {
        Worker first = worker("mailer", Duration.ofSeconds(1));
        first.stop();

        Worker second = worker("mailer", Duration.ofSeconds(1));

        assertThat(second).isNotSameAs(first);
        assertThat(second.run(() -> insert(second.connection()))).isTrue();
        assertThat(first.stopping()).isTrue();
    }

    @Test
    void C4_a_worker_that_is_asked_for_while_the_one_before_stops_has_a_connection_that_stays() {
        Worker first = worker("mailer", Duration.ofSeconds(10));
        Worker.Taken taken = first.take().orElseThrow();
        Callers.Caller stop = Callers.start(first::stop);
        await().until(first::stopping);
        Callers.Caller ask = Callers.start(() -> worker("mailer", Duration.ofSeconds(10)));
        ask.awaitWaiting();

        taken.close();
        stop.result(Duration.ofSeconds(10));
        Worker second = (Worker) ask.result(Duration.ofSeconds(10));

        assertThat(second).isNotSameAs(first);
        assertThat(second.run(() -> insert(second.connection()))).isTrue();
        assertThat(second.connection().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void C4_a_registry_closes_the_connection_of_a_stopped_worker_that_was_opened_again() {
        Worker mailer = worker("mailer", Duration.ofSeconds(1));
        registry().close();
        mailer.connection().open();
        insert(mailer.connection());

        registry().close();

        assertThat(mailer.connection().state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void C4_a_worker_is_stopped_when_its_connection_is_removed() {
        Worker mailer = worker("mailer", Duration.ofSeconds(1));

        registry().remove("mailer");

        assertThat(mailer.take()).isEmpty();
        assertThat(mailer.connection().state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(registry().connections()).isEmpty();
    }

    @Test
    void C4_options_for_a_worker_come_from_its_own_configuration() {
        Properties file = new Properties();
        file.setProperty("meerkat.connections.mailer.max-pool-size", "2");
        Map<String, String> environment = Map.of("MONGO_URI", server().uri("maxPoolSize=50"));
        ConnectionRegistry registry =
                keep(new ConnectionRegistry(OptionSources.of(environment, new Properties(), file)));
        Consumer<ConnectionOptions.Builder> nothing = options -> {};

        Worker mailer = registry.worker("mailer", nothing);

        assertThat(mailer.capacity()).isEqualTo(2);
        assertThat(mailer.connection().options().explain())
                .filteredOn(option -> option.name().equals("preset"))
                .allMatch(option -> option.value().equals(Preset.WORKER.name().toLowerCase(Locale.ROOT)));
    }
}
