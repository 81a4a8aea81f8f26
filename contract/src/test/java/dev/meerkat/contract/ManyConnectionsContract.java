package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.event.ConnectAttemptFailed;
import dev.meerkat.event.Disconnecting;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.testkit.EventRecorder;
import dev.meerkat.testkit.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** M1: what one connection suffers, no other feels. */
abstract class ManyConnectionsContract extends ContractCase {
    private static final int WRITES = 300;

    private static MongoCollection<Document> orders(Connection connection) {
        return connection.client().getDatabase("many").getCollection("orders");
    }

    private ConnectionOptions through(FaultProxy proxy, int pool) {
        return options()
                .uri(proxy.uri())
                .maxPoolSize(pool)
                .waitQueueTimeout(Duration.ofSeconds(20))
                .socketTimeout(Duration.ofSeconds(20))
                .closeGrace(Duration.ofMillis(100))
                .build();
    }

    /** Writes and looks for each; what is acknowledged must be found. */
    private static Tally writes(Connection connection, String kind) {
        Tally tally = new Tally();
        orders(connection).deleteMany(new Document());
        for (int i = 0; i < WRITES; i++) {
            String id = kind + i;
            tally.tries(id);
            orders(connection).insertOne(new Document("_id", id));
            tally.acknowledges(id);
        }
        orders(connection).find().forEach(found -> tally.finds(found.get("_id")));
        return tally;
    }

    private static void assertAllFound(Tally tally) {
        assertThat(tally.acknowledged()).isEqualTo(WRITES);
        assertThat(tally.lost()).as(tally.toString()).isEmpty();
        assertThat(tally.strange()).as(tally.toString()).isEmpty();
    }

    @Test
    void M1_each_named_connection_has_its_own_options_state_pool_and_events() {
        EventRecorder first = recorded("first");
        EventRecorder second = recorded("second");
        first.connection().open(options().maxPoolSize(3).build());
        second.connection().open(options().maxPoolSize(7).build());
        second.forget();

        first.connection().close();

        first.assertSequence("Connecting", "Connected", "Opened", "Disconnecting", "Disconnected", "Closed");
        second.assertSequence();
        assertThat(first.connection().state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(second.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(second.connection().options().maxPoolSize()).isEqualTo(7);
        assertThat(first.connection().client()).isNotSameAs(second.connection().client());
        assertThat(second.connection().status().pools()).hasSize(1);
        assertAllFound(writes(second.connection(), "alone"));
    }

    @Test
    void M1_one_that_is_refused_and_one_that_falls_silent_harm_no_other() {
        FaultProxy proxy = keep(FaultProxy.inFrontOf(server().host(), server().port()));
        EventRecorder healthy = recorded("healthy");
        healthy.connection().open(options().build());
        Connection silent = registry().createConnection("silent", through(proxy, 4));
        silent.awaitConnected(EventRecorder.PATIENCE);
        EventRecorder refused = recorded("refused");
        refused.connection();
        proxy.blackHole();
        registry()
                .createConnection(
                        "refused",
                        options()
                                .uri(Ports.refusedUri())
                                .serverSelectionTimeout(Duration.ofMillis(100))
                                .build());
        List<Callers.Caller> hanging = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            hanging.add(Callers.start(() -> orders(silent).find().first()));
        }
        await().until(() -> silent.status().inFlight() == 4);
        refused.awaits(ConnectAttemptFailed.class);

        Tally tally = writes(healthy.connection(), "beside");

        assertAllFound(tally);
        healthy.assertSequence("Connecting", "Connected", "Opened");
        assertThat(hanging).noneMatch(Callers.Caller::ended);
    }

    @Test
    void M1_a_connection_whose_pool_is_used_up_keeps_no_other_waiting() {
        FaultProxy proxy = keep(FaultProxy.inFrontOf(server().host(), server().port()));
        Connection full = registry()
                .createConnection(
                        "full",
                        through(proxy, 1).toBuilder()
                                .waitQueueTimeout(Duration.ofMillis(200))
                                .build());
        Connection other =
                registry().createConnection("other", options().maxPoolSize(1).build());
        full.awaitConnected(EventRecorder.PATIENCE);
        other.awaitConnected(EventRecorder.PATIENCE);
        orders(full).find().first();
        proxy.blackHole();
        Callers.Caller holder = Callers.start(() -> orders(full).find().first());
        await().until(() -> full.status().pools().get(0).inUse() == 1);

        Throwable turnedAway = catchThrowable(() -> orders(full).find().first());

        assertThat(turnedAway).isInstanceOf(MongoException.class);
        assertThat(holder.ended()).isFalse();
        assertAllFound(writes(other, "free"));
    }

    @Test
    void M1_a_connection_that_closes_for_long_leaves_the_others_open() {
        FaultProxy proxy = keep(FaultProxy.inFrontOf(server().host(), server().port()));
        EventRecorder closing = recorded("closing");
        ConnectionOptions options =
                through(proxy, 2).toBuilder().closeGrace(Duration.ofSeconds(20)).build();
        closing.connection().open(options);
        Connection other = opened();
        proxy.blackHole();
        Callers.Caller held =
                Callers.start(() -> orders(closing.connection()).find().first());
        await().until(() -> closing.connection().status().inFlight() == 1);
        Callers.Caller close = Callers.start(closing.connection()::close);
        closing.awaits(Disconnecting.class);

        Tally tally = writes(other, "open");

        assertThat(close.ended()).isFalse();
        assertAllFound(tally);
        proxy.pass();
        held.result(Duration.ofSeconds(10));
        close.result(Duration.ofSeconds(10));
        assertThat(other.state()).isEqualTo(ConnectionState.CONNECTED);
    }
}
