package dev.meerkat.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.mongodb.ReadPreference;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.event.Closed;
import dev.meerkat.event.Connected;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Opened;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.lint.OpenLedger;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolObserver;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Contract D3: the rules over what an application does, the minute between being the test's. */
class LinterTest {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final String uri = server.bindAndGetConnectionString();
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.meerkat.lint");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<Runnable> minuteLater = new CopyOnWriteArrayList<>();
    private final List<GuardedConnection> all = new CopyOnWriteArrayList<>();
    private final Map<GuardedConnection, BlockingQueue<ConnectionEvent>> delivered = new HashMap<>();
    private final Set<GuardedConnection> workers = ConcurrentHashMap.newKeySet();
    private volatile boolean closes;
    private final Linter linter =
            new Linter(new OpenLedger(), () -> all, () -> closes, workers::contains, minuteLater::add);

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void end() {
        all.forEach(GuardedConnection::close);
        server.shutdownNow();
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    private GuardedConnection connection(Consumer<ConnectionOptions.Builder> options) {
        GuardedConnection made = new GuardedConnection("c" + all.size(), UnaryOperator.identity());
        all.add(made);
        linter.watch(made);
        BlockingQueue<ConnectionEvent> heard = new LinkedBlockingQueue<>();
        delivered.put(made, heard);
        made.hear(ConnectionEvent.class, heard::add); // told after the linter
        ConnectionOptions.Builder builder = ConnectionOptions.builder().uri(uri).socketTimeout(Duration.ofSeconds(5));
        options.accept(builder);
        made.open(builder.build());
        await(made, Opened.class);
        return made;
    }

    /** Until the linter has heard of an event of that type. */
    private void await(GuardedConnection connection, Class<? extends ConnectionEvent> type) {
        try {
            ConnectionEvent event;
            do {
                event = delivered.get(connection).poll(30, TimeUnit.SECONDS);
                assertThat(event).as(type.getSimpleName()).isNotNull();
            } while (!type.isInstance(event));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private void reopen(GuardedConnection connection) {
        connection.close();
        await(connection, Closed.class);
        connection.open();
        await(connection, Opened.class);
    }

    private static List<LintRule> rules(GuardedConnection connection) {
        return connection.lint().stream().map(Lint::rule).toList();
    }

    private List<String> told() {
        return List.copyOf(log.list).stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    /** Lets the minute pass. */
    private void later() {
        minuteLater.forEach(Runnable::run);
        minuteLater.clear();
    }

    @Test
    void D3_what_options_say_is_told_at_the_open_once_and_kept() {
        GuardedConnection connection = connection(o -> o.socketTimeout(Duration.ZERO));
        reopen(connection);

        assertThat(told()).singleElement().asString().startsWith("WARN [c0] practice MK-LINT-UNBOUNDED: ");
        assertThat(rules(connection)).containsExactly(LintRule.UNBOUNDED);
    }

    @Test
    void D3_a_rotation_tells_what_is_new_about_its_options() {
        GuardedConnection connection = connection(o -> {});
        assertThat(told()).isEmpty();

        connection.reconfigure(o -> o.maxPoolSize(10).minPoolSize(9));
        await(connection, Reconfigured.class);

        assertThat(told()).singleElement().asString().contains("MK-LINT-MIN-POOL: minPoolSize is 9 of at most 10");
        connection.reconfigure(o -> o.minPoolSize(0));
        assertThat(connection.lint()).isEmpty();
    }

    @Test
    void D3_nobody_who_looks_and_nobody_who_closes_are_hints_after_a_minute() {
        GuardedConnection connection = connection(o -> {});
        assertThat(connection.lint()).isEmpty();
        later();

        assertThat(rules(connection)).containsExactlyInAnyOrder(LintRule.UNWATCHED, LintRule.NO_CLOSE);
        assertThat(told()).hasSize(2).allMatch(line -> line.startsWith("INFO [c0] hint MK-LINT-"));
        reopen(connection);
        assertThat(connection.lint()).isEmpty();
        later();
        assertThat(told()).hasSize(2);
    }

    @Test
    void D3_whoever_looks_counts_as_a_watch_and_signals_as_a_close() {
        closes = true;
        connection(o -> {}).on(Connected.class, event -> {});
        connection(o -> {}).health();
        connection(o -> {}).status();
        connection(o -> {}).observePools(new PoolObserver() {});
        later();
        assertThat(all)
                .allSatisfy(each -> assertThat(rules(each)).doesNotContain(LintRule.UNWATCHED, LintRule.NO_CLOSE));
    }

    @Test
    void D3_a_connection_that_is_closed_within_the_minute_is_not_looked_at() {
        GuardedConnection connection = connection(o -> {});
        connection.close();
        later();
        assertThat(told()).isEmpty();
    }

    @Test
    void D3_the_eleventh_open_is_told() {
        GuardedConnection connection = connection(o -> {});
        for (int open = 1; open < 10; open++) {
            reopen(connection);
        }
        assertThat(rules(connection)).isEmpty();
        reopen(connection);
        assertThat(rules(connection)).containsExactly(LintRule.REOPENED);
        assertThat(told()).singleElement().asString().startsWith("WARN [c0] practice MK-LINT-REOPENED: ");
    }

    @Test
    void D3_two_connections_of_one_user_to_one_deployment_both_know_it_and_one_tells() {
        GuardedConnection first = connection(o -> {});
        assertThat(rules(first)).isEmpty();
        GuardedConnection second = connection(o -> o.database("other"));

        assertThat(rules(first)).containsExactly(LintRule.TWO_CLIENTS);
        assertThat(rules(second)).containsExactly(LintRule.TWO_CLIENTS);
        assertThat(told()).singleElement().asString().contains("connections c0, c1 reach one deployment");
    }

    @Test
    void D3_what_nobody_asked_for_and_is_forced_off_is_told_as_information_once_and_is_no_finding() {
        GuardedConnection connection = connection(o -> o.readPreference(ReadPreference.nearest()));
        reopen(connection);

        assertThat(told())
                .containsExactly(
                        "INFO [c0] hint autoIndex: forced off: the read preference is not primary",
                        "INFO [c0] hint autoCreate: forced off: the read preference is not primary");
        assertThat(connection.lint()).isEmpty();
    }

    @Test
    void D3_two_connections_know_it_still_after_one_was_opened_again_and_tell_no_more() {
        GuardedConnection first = connection(o -> {});
        GuardedConnection second = connection(o -> {});
        reopen(second);
        assertThat(rules(second)).containsExactly(LintRule.TWO_CLIENTS);
        reopen(first);

        assertThat(rules(first)).containsExactly(LintRule.TWO_CLIENTS);
        assertThat(rules(second)).containsExactly(LintRule.TWO_CLIENTS);
        assertThat(told()).hasSize(1);
    }

    @Test
    void D3_what_waits_for_the_minute_keeps_no_connection_that_nobody_has_any_more() throws InterruptedException {
        ReferenceQueue<GuardedConnection> queue = new ReferenceQueue<>();
        WeakReference<GuardedConnection> gone = new WeakReference<>(connection(o -> {}), queue);
        all.forEach(GuardedConnection::close);
        all.clear();
        delivered.clear();

        Reference<?> collected = null;
        for (int turn = 0; turn < 300 && collected == null; turn++) {
            System.gc();
            collected = queue.remove(100);
        }
        assertThat(collected).isSameAs(gone);
        assertThat(minuteLater).hasSize(1);
        later();
        assertThat(told()).isEmpty();
    }

    @Test
    void D3_a_rule_that_is_ignored_is_neither_told_nor_kept() {
        GuardedConnection connection = connection(o ->
                o.socketTimeout(Duration.ZERO).lintIgnore(LintRule.UNBOUNDED, LintRule.UNWATCHED, LintRule.NO_CLOSE));
        later();
        assertThat(told()).isEmpty();
        assertThat(connection.lint()).isEmpty();
    }

    @Test
    void D3_more_than_twenty_five_models_are_a_hint() {
        closes = true;
        GuardedConnection many = connection(o -> o.autoIndex(false).autoCreate(false));
        IntStream.range(0, 25)
                .forEach(number -> many.model("M" + number, Schema.builder().build()));
        many.health();
        later();
        assertThat(rules(many)).isEmpty();

        many.model("M25", Schema.builder().build());
        reopen(many);
        later();
        assertThat(rules(many)).containsExactly(LintRule.UNRELATED_MODELS);
    }
}
