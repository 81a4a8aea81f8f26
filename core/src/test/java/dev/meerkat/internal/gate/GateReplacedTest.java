package dev.meerkat.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import dev.meerkat.ConnectionState;
import dev.meerkat.error.MeerkatException;
import dev.meerkat.internal.time.TimeSource;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Work on a generation that another has replaced, at the gate. */
class GateReplacedTest {
    private static final Origin ORIGIN = new Origin() {
        @Override
        public String namespace() {
            return "shop.orders";
        }

        @Override
        public ReadPreference readPreference() {
            return ReadPreference.primary();
        }

        @Override
        public long timeoutMillis() {
            return 0;
        }
    };

    private final Gate gate =
            new Gate("orders", TimeSource.SYSTEM, new GatePolicy(false, Duration.ZERO, 0), any -> false);
    private final Generation before = generation();
    private final Generation present = generation();

    private static Generation generation() {
        return new Generation((MongoClient) Proxy.newProxyInstance(
                GateReplacedTest.class.getClassLoader(), new Class<?>[] {MongoClient.class}, (self, method, all) -> {
                    throw new AssertionError("the gate never calls the driver");
                }));
    }

    private Admission find() {
        return gate.admit("find", ORIGIN, true, null);
    }

    @Test
    void G5_work_inside_work_on_a_replaced_client_passes_during_a_close() {
        gate.set(ConnectionState.CONNECTED, before, null);
        Admission loop = find();
        gate.set(ConnectionState.CONNECTED, present, null);
        gate.set(ConnectionState.DRAINING, present, null);

        Admission inside = find();
        assertThat(inside.generation()).isSameAs(before);
        inside.release();

        loop.release();
        assertThatThrownBy(this::find).isInstanceOf(MeerkatException.class);
        assertThat(before.inFlight()).isZero();
    }

    @Test
    void G5_work_on_a_replaced_client_lets_nobody_pass_who_is_not_inside_of_it() {
        gate.set(ConnectionState.CONNECTED, before, null);
        Admission cursor = find();
        cursor.detach();
        gate.set(ConnectionState.CONNECTED, present, null);
        gate.set(ConnectionState.DRAINING, present, null);

        assertThatThrownBy(this::find).isInstanceOf(MeerkatException.class);
        cursor.release();
    }

    @Test
    void C2_work_that_ends_between_the_switch_and_the_drain_of_the_old_client_has_finished() throws Exception {
        gate.set(ConnectionState.CONNECTED, before, null);
        Admission work = find();
        gate.set(ConnectionState.CONNECTED, present, null);
        work.release();

        assertThat(new Drain(before, TimeSource.SYSTEM).await(Duration.ZERO).finished())
                .isOne();
    }
}
