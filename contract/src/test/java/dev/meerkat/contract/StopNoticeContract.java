package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.Worker;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.health.Probe;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** C4, H1: a stop is told by readiness before anything ends. */
abstract class StopNoticeContract extends ContractCase {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Callers.Caller closing() {
        Callers.Caller close = Callers.start(() -> {
            registry().close();
            return true;
        });
        await().until(registry()::stopping);
        return close;
    }

    private static void insert(Connection connection) {
        connection.database().getCollection("notices").insertOne(new Document());
    }

    @Test
    void C4_until_the_notice_of_a_stop_is_over_readiness_says_no_and_everything_works() {
        Connection db = opened();
        Worker mailer = registry().worker("mailer", options -> options.uri(server().uri()));
        registry().stopNotice(Duration.ofMinutes(10));
        assertThat(registry().readiness().passed()).isTrue();

        Callers.Caller close = closing();

        assertThat(registry().readiness().passed()).isFalse();
        assertThat(registry().readiness().checks())
                .extracting(Probe.Check::connection, Probe.Check::passed, Probe.Check::text)
                .containsExactly(
                        tuple("default", false, "the application is stopping"),
                        tuple("mailer", false, "the application is stopping"));
        assertThat(registry().liveness().passed()).isTrue();
        insert(db);
        assertThat(mailer.run(() -> insert(mailer.connection()))).isTrue();
        assertThat(mailer.stopping()).isFalse();
        assertThat(db.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(close.ended()).isFalse();

        close.awaitWaiting();
        close.interrupt();
        close.result(PATIENCE);
        assertThat(close.flagAtEnd()).as("the interrupt ends the notice alone").isTrue();
        assertThat(mailer.take()).isEmpty();
        assertThat(registry().connections()).allMatch(each -> each.state() == ConnectionState.CLOSED);
        assertThat(registry().stopping()).isFalse();
    }

    @Test
    void C4_the_notice_is_waited_before_the_first_connection_drains() {
        Connection db = opened();
        registry().stopNotice(Duration.ofMillis(300));

        long begun = System.nanoTime();
        registry().close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
        assertThat(db.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void C4_a_registry_with_nothing_open_gives_no_notice() {
        opened().close();
        registry().stopNotice(Duration.ofMinutes(10));

        Callers.Caller close = Callers.start(() -> {
            registry().close();
            return true;
        });

        assertThat(close.result(PATIENCE)).isEqualTo(true);
    }

    @Test
    void C4_a_notice_cannot_be_negative_nor_longer_than_anybody_lives_and_the_close_closes_all_the_same() {
        Connection db = opened();

        for (Duration impossible : List.of(Duration.ofMillis(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> registry().stopNotice(impossible))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(impossible.toString())
                    .hasMessageContaining("Fix: ");
        }
        registry().close();

        assertThat(db.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void C4_the_longest_notice_that_can_be_is_one_that_can_be_waited() {
        Connection db = opened();
        registry().stopNotice(Duration.ofDays(36_500));
        Callers.Caller close = closing();

        close.awaitWaiting();
        close.interrupt();
        close.result(PATIENCE);

        assertThat(db.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void H1_an_application_that_stops_is_not_ready_while_its_worker_finishes_though_all_connections_are_well() {
        Connection db = opened();
        Worker mailer = registry().worker("mailer", options -> options.uri(server().uri()));
        Worker.Taken taken = mailer.take().orElseThrow();

        Callers.Caller close = closing();

        assertThat(db.state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(mailer.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(registry().readiness().passed()).isFalse();
        taken.close();
        close.result(PATIENCE);
        db.open();
        assertThat(registry().readiness().checks())
                .extracting(Probe.Check::connection, Probe.Check::passed)
                .as("the stop is over: each connection speaks for itself again")
                .containsExactly(tuple("default", true), tuple("mailer", false));
    }

    @Test
    void H1_a_worker_that_stops_alone_is_no_stop_of_the_application() {
        opened();
        Worker mailer = registry()
                .worker("mailer", options -> options.uri(server().uri()).required(false));
        Worker.Taken taken = mailer.take().orElseThrow();
        Callers.Caller stop = Callers.start(mailer::stop);
        await().until(mailer::stopping);

        assertThat(registry().stopping()).isFalse();
        assertThat(registry().readiness().passed()).isTrue();
        taken.close();
        stop.result(PATIENCE);
        assertThat(registry().readiness().passed()).isTrue();
    }
}
