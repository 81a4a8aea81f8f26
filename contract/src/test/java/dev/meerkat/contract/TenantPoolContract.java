package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.Tenants;
import dev.meerkat.Worker;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.LogLines;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.error.WaitInterruptedException;
import dev.meerkat.event.Disconnected;
import dev.meerkat.event.Reconfigured;
import dev.meerkat.lab.ClientThreads;
import dev.meerkat.options.RetryPolicy;
import dev.meerkat.options.TenantPools;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V1: tenants' own pools, while their connection is rotated, closed or removed and while tenants are evicted. */
abstract class TenantPoolContract extends ContractCase {
    private static final Duration LONG = Duration.ofMinutes(10);

    private Tenants pooled(int cap, Duration idle) {
        TenantPools pools = TenantPools.atMost(cap).idle(idle);
        return keep(registry().tenants(opened(), tenant -> "own_" + tenant, pools));
    }

    private static void insert(Connection tenant) {
        tenant.database().getCollection("orders").insertOne(new Document("n", 1));
    }

    @Test
    void V1_a_tenants_own_pool_follows_the_rotation_of_the_connection() {
        Connection db = opened();
        Tenants tenants = keep(registry()
                .tenants(db, tenant -> "own_" + tenant, TenantPools.atMost(3).options(o -> o.waitQueueTimeout(LONG))));
        Connection acme = tenants.tenant("acme");
        EventRecorder recorder = EventRecorder.of(acme);
        insert(acme);

        db.reconfigure(o -> o.socketTimeout(Duration.ofSeconds(17)));
        recorder.awaits(Reconfigured.class);

        assertThat(acme.options().socketTimeout()).isEqualTo(Duration.ofSeconds(17));
        assertThat(acme.options().maxPoolSize()).isEqualTo(5);
        assertThat(acme.options().waitQueueTimeout()).isEqualTo(LONG);
        assertThat(acme.options().database()).isEqualTo("own_acme");
        assertThat(tenants.tenant("acme")).isSameAs(acme);
        assertThat(tenants.tenant("initech").options().socketTimeout()).isEqualTo(Duration.ofSeconds(17));
        insert(acme);
        assertThat(recorder.events(Disconnected.class)).isEmpty();
    }

    @Test
    void V1_what_a_tenants_own_pool_asks_for_in_vain_is_a_line_in_the_log_and_the_connections_own_is_not_told_again() {
        try (LogLines log = LogLines.of("dev.meerkat.registry")) {
            Connection db = registry()
                    .connection()
                    .open(options().appName("é".repeat(100)).build());
            Tenants tenants = keep(registry()
                    .tenants(
                            db,
                            tenant -> "own_" + tenant,
                            TenantPools.atMost(3)
                                    .options(own -> own.operationTimeout(LONG).waitQueueTimeout(LONG))));
            insert(tenants.tenant("acme"));

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .contains("/acme] option waitQueueTimeout: ");
        }
    }

    @Test
    void V1_a_tenants_own_pool_that_gave_up_is_made_anew_after_the_rotation_of_the_connection() {
        Connection db = opened();
        AtomicReference<String> uri = new AtomicReference<>(Ports.refusedUri());
        AtomicReference<Duration> patience = new AtomicReference<>(Duration.ofMillis(100));
        TenantPools pools = TenantPools.atMost(3)
                .options(o -> o.uri(uri.get()).retry(RetryPolicy.none()).serverSelectionTimeout(patience.get()));
        Tenants tenants = keep(registry().tenants(db, tenant -> "own_" + tenant, pools));
        Connection acme = tenants.tenant("acme");
        await().until(() -> acme.state() == ConnectionState.FAILED);

        uri.set(server().uri());
        patience.set(Duration.ofSeconds(20));
        db.reconfigure(o -> o.socketTimeout(Duration.ofSeconds(17)));
        await().until(() -> tenants.figures().isEmpty());

        insert(tenants.tenant("acme"));
    }

    @Test
    void V1_a_tenants_own_pool_that_is_in_use_and_closed_at_the_rotation_is_made_anew_after_that() {
        Connection db = opened();
        AtomicInteger looks = new AtomicInteger();
        TenantPools pools = TenantPools.atMost(3).options(own -> looks.incrementAndGet());
        Tenants tenants = keep(registry().tenants(db, tenant -> "own_" + tenant, pools));
        tenants.call("acme", acme -> {
            acme.close();
            int before = looks.get();
            db.reconfigure(o -> o.socketTimeout(Duration.ofSeconds(17)));
            await().until(() -> looks.get() > before && keeperWaits());
            return tenants;
        });

        await().until(() -> tenants.figures().isEmpty());
        assertThat(tenants.tenant("acme").options().socketTimeout()).isEqualTo(Duration.ofSeconds(17));
    }

    private static boolean keeperWaits() {
        return ClientThreads.alive().stream()
                .filter(thread -> thread.getName().equals("meerkat-default-tenants"))
                .anyMatch(thread -> thread.getState() != Thread.State.RUNNABLE);
    }

    @Test
    void V1_a_pool_that_is_made_while_the_connection_is_rotated_follows_too() {
        Connection db = opened();
        AtomicBoolean once = new AtomicBoolean();
        TenantPools pools = TenantPools.atMost(3).options(own -> {
            if (once.getAndSet(false)) { // the connection's options have been read
                db.reconfigure(o -> o.socketTimeout(Duration.ofSeconds(17)));
            }
        });
        Tenants tenants = keep(registry().tenants(db, tenant -> "own_" + tenant, pools));
        once.set(true);

        Connection acme = tenants.tenant("acme");

        await().until(() -> acme.options().socketTimeout().equals(Duration.ofSeconds(17)));
        insert(acme);
    }

    @Test
    void V1_options_set_on_a_tenants_own_pool_hold_but_for_the_database() {
        Tenants tenants = pooled(3, LONG);
        Connection acme = tenants.tenant("acme");
        insert(acme);

        acme.reconfigure(o -> o.maxPoolSize(7).database("initech"));

        assertThat(acme.options().maxPoolSize()).isEqualTo(7);
        assertThat(acme.database().getName()).isEqualTo("own_acme");
        acme.close();
        acme.open(acme.options().toBuilder().maxPoolSize(8).build());
        assertThat(acme.options().maxPoolSize()).isEqualTo(8);
        insert(acme);
    }

    @Test
    void V1_options_for_tenants_pools_keep_them_small_and_are_looked_at_at_once() {
        Connection db = opened();
        Tenants tenants = keep(registry()
                .tenants(db, tenant -> "own_" + tenant, TenantPools.atMost(3).options(o -> o.socketTimeout(LONG))));

        assertThat(tenants.tenant("acme").options().maxPoolSize()).isEqualTo(5);
        assertThatThrownBy(() -> registry()
                        .tenants(
                                db,
                                tenant -> tenant,
                                TenantPools.atMost(3)
                                        .options(o -> o.maxPoolSize(1).minPoolSize(2))))
                .isInstanceOf(InvalidOptionsException.class);
    }

    @Test
    void V1_the_pools_of_a_connections_tenants_are_closed_when_it_is_removed_and_not_when_it_is_closed() {
        Connection logs = registry().connection("logs").open(options().build());
        Tenants other = pooled(2, LONG);
        Tenants tenants = keep(registry().tenants(logs, tenant -> "own_" + tenant, TenantPools.atMost(2)));
        Connection acme = tenants.tenant("acme");
        Connection initech = other.tenant("initech");
        insert(acme);
        insert(initech);

        logs.close();
        insert(acme);
        registry().remove("logs");

        assertThat(acme.state()).isEqualTo(ConnectionState.CLOSED);
        assertThatThrownBy(() -> tenants.tenant("acme")).isInstanceOf(IllegalStateException.class);
        insert(initech);
    }

    /** A cursor that holds the tenant's pool. */
    private MongoCursor<Document> busy(Connection tenant) {
        MongoCollection<Document> orders = tenant.database().getCollection("orders");
        orders.insertMany(
                IntStream.range(0, 10).mapToObj(n -> new Document("n", n)).toList());
        MongoCursor<Document> cursor = keep(orders.find().batchSize(2).cursor());
        cursor.next();
        return cursor;
    }

    @Test
    void V1_no_pool_of_a_tenant_opens_while_the_registry_closes_and_one_may_afterwards() {
        Leaks leaks = Leaks.before(server());
        Tenants tenants = pooled(3, LONG);
        Connection acme = tenants.tenant("acme");
        insert(acme);
        Connection db = registry().connection();
        MongoCursor<Document> cursor = busy(db);
        Callers.Caller close = Callers.start(() -> {
            registry().close();
            return true;
        });
        await().until(() -> acme.state() == ConnectionState.CLOSED && db.state() == ConnectionState.DRAINING);

        assertThatThrownBy(() -> tenants.tenant("acme")).hasMessageContaining("MK-DRAINING");
        assertThatThrownBy(() -> tenants.tenant("initech")).hasMessageContaining("MK-DRAINING");
        cursor.close();
        close.result(Duration.ofSeconds(10));

        assertThat(tenants.figures()).isEmpty();
        leaks.awaitNone(Duration.ofSeconds(5));
        insert(tenants.tenant("acme"));
    }

    @Test
    void V1_a_worker_that_finishes_may_still_open_the_pool_of_a_tenant() {
        Tenants tenants = pooled(3, LONG);
        Worker mailer = registry().worker("mailer", o -> o.uri(server().uri()).closeGrace(Duration.ofSeconds(10)));
        Worker.Taken taken = mailer.take().orElseThrow();
        Callers.Caller close = Callers.start(() -> {
            registry().close();
            return true;
        });
        await().until(mailer::stopping);

        Connection acme = tenants.tenant("acme");
        insert(acme);
        taken.close();
        close.result(Duration.ofSeconds(10));

        assertThat(acme.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void V1_whoever_is_interrupted_while_a_place_becomes_free_is_told_so() {
        Tenants tenants = pooled(1, LONG);
        MongoCursor<Document> cursor = busy(tenants.tenant("acme"));
        Callers.Caller evict = Callers.start(() -> tenants.evict("acme"));
        await().until(() -> tenants.figures().isEmpty());

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tenants.tenant("initech"))
                .isInstanceOf(WaitInterruptedException.class)
                .hasMessageContaining("connection=default");

        assertThat(Thread.interrupted()).isTrue();
        cursor.close();
        assertThat(evict.result(Duration.ofSeconds(10))).isEqualTo(true);
    }

    @Test
    void V1_an_interrupted_close_of_tenants_lets_go_of_all_of_them() {
        Tenants tenants = pooled(2, LONG);
        List<Connection> pools = List.of(tenants.tenant("acme"), tenants.tenant("initech"));
        List<MongoCursor<Document>> cursors = pools.stream().map(this::busy).toList();

        Thread.currentThread().interrupt();
        assertThatThrownBy(tenants::close).isInstanceOf(WaitInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
        cursors.forEach(MongoCursor::close);
        await().until(() -> pools.stream().allMatch(each -> each.state() == ConnectionState.CLOSED));
        assertThat(pools)
                .allSatisfy(each -> assertThatThrownBy(each::open).hasMessageContaining("MK-CONNECTION-REMOVED"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void V1_a_name_rule_that_takes_its_time_holds_up_nobody_else(boolean own) {
        AtomicReference<Tenants> made = new AtomicReference<>();
        UnaryOperator<String> slow = tenant -> {
            Callers.start(() -> made.get().figures()).result(Duration.ofSeconds(5));
            return "slow_" + tenant;
        };
        made.set(keep(
                own
                        ? registry().tenants(opened(), slow, TenantPools.atMost(2))
                        : registry().tenants(opened(), slow, 2)));

        assertThat(made.get().tenant("acme").database().getName()).isEqualTo("slow_acme");
    }

    @Test
    void V1_a_tenant_that_is_evicted_while_it_is_asked_for_is_made_anew() {
        Tenants tenants = pooled(2, LONG);

        List<Throwable> thrown = Callers.together(4, caller -> {
            for (int round = 0; round < 40; round++) {
                tenants.tenant("acme");
                tenants.evict("acme");
            }
        });

        assertThat(thrown).isEmpty();
        assertThat(tenants.figures()).isEmpty();
    }
}
