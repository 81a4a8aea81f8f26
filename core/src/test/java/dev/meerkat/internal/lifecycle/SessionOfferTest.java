package dev.meerkat.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.internal.dispatch.Dispatcher;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.gate.Gate;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.PoolObserver;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** O5, C1: a client that is made during an outage is somebody's at every moment. */
class SessionOfferTest {
    private final StateCell cell = new StateCell(
            "c",
            TimeSource.SYSTEM,
            new Gate("c", TimeSource.SYSTEM, GatePolicies.BEFORE_OPEN, any -> false),
            new Dispatcher("c", TimeSource.SYSTEM, (event, listener, failure) -> {}));
    private final Session session = new Session(
            "c",
            ConnectionOptions.builder().uri("mongodb://127.0.0.1:1/").build(),
            TimeSource.SYSTEM,
            new Random(1),
            cell,
            made -> {},
            opened -> {},
            new PoolObserver() {},
            LeakWatch.OFF,
            new Lineage(),
            true);
    private final DriverClient made = session.makeClient();

    @AfterEach
    void close() {
        made.close();
    }

    @Test
    void C1_a_client_that_nobody_took_before_the_close_is_the_close_s() {
        assertThat(session.offer(made)).isTrue();

        session.cancel();

        assertThat(session.takeClients()).containsExactly(made);
        assertThat(session.takeOffered()).isNull();
    }

    @Test
    void O5_a_client_that_comes_after_the_close_remains_its_maker_s() {
        session.cancel();

        assertThat(session.offer(made)).isFalse();
        assertThat(session.takeClients()).isEmpty();
    }

    @Test
    void O5_a_client_that_the_guard_took_is_the_guard_s() {
        session.offer(made);
        assertThat(session.takeOffered()).isSameAs(made);

        session.cancel();

        assertThat(session.takeClients()).isEmpty();
    }
}
