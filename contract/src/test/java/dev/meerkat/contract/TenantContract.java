package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCursor;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionState;
import dev.meerkat.Tenants;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.error.ConnectionUnavailableException;
import dev.meerkat.event.Closed;
import dev.meerkat.event.ConnectionEvent;
import dev.meerkat.event.Drained;
import dev.meerkat.options.TenantPools;
import dev.meerkat.stats.TenantFigures;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** V1: tenants on one connection, with its pool or with pools of their own. */
abstract class TenantContract extends ContractCase {
    private static final Duration LONG = Duration.ofMinutes(10);

    private Tenants sharing(int cap) {
        return keep(registry().tenants(opened(), tenant -> "shop_" + tenant, cap));
    }

    private Tenants pooled(int cap, Duration idle) {
        TenantPools pools = TenantPools.atMost(cap).idle(idle);
        return keep(registry().tenants(opened(), tenant -> "own_" + tenant, pools));
    }

    private static void insert(Connection tenant) {
        tenant.database().getCollection("orders").insertOne(new Document("n", 1));
    }

    @Test
    void V1_tenants_share_the_pool_and_each_has_its_database() {
        Tenants tenants = sharing(10);
        Connection acme = tenants.tenant("acme");
        acme.database().getCollection("orders").deleteMany(new Document());

        insert(acme);
        long inOther = tenants.call(
                "initech",
                connection -> connection.database().getCollection("orders").countDocuments());

        assertThat(acme.database().getName()).isEqualTo("shop_acme");
        assertThat(inOther).isZero();
        assertThat(acme.client()).isSameAs(registry().connection().client());
        assertThat(tenants.tenant("acme")).isSameAs(acme);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../admin",
                "a/b",
                "a\\b",
                "a.b",
                "$where",
                "a$b",
                "a b",
                "a\0",
                "a\nb",
                "a\"b",
                "a*b",
                "a:b",
                "a|b",
                "a<b",
                "%2e%2e",
                "e\u0301",
                "a\u200bb",
                "a\u202eb",
                "a\u3164b",
                "a\u115fb",
                "\u1160",
                "a\uffa0b",
                "\uff21cme",
                "123456789012345678901234567890123456789012345678901234567890ä234"
            })
    void V1_an_illegal_name_is_refused_and_not_quoted(String name) {
        Tenants tenants = sharing(10);

        assertThatThrownBy(() -> tenants.tenant(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("connection=default")
                .hasMessageNotContaining(name.isBlank() || name.equals(".") ? "\0" : name);
        assertThat(tenants.figures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme-2_b", "m\u00fcller", "\uac00\ub098", "\u6771\u4eac"})
    void V1_letters_of_any_script_make_a_name(String name) {
        assertThat(sharing(10).tenant(name).database().getName()).isEqualTo("shop_" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "local", "config", "Admin", "CONFIG"})
    void V1_no_tenant_gets_a_database_of_the_server(String name) {
        Tenants tenants = keep(registry().tenants(opened(), tenant -> tenant, 10));

        assertThatThrownBy(() -> tenants.tenant(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tenants.tenant(name + "s").database().getName()).isEqualTo(name + "s");
    }

    @Test
    void V1_a_rule_that_leads_out_of_bounds_is_refused_too() {
        Tenants tenants = keep(registry().tenants(opened(), tenant -> "x".repeat(60) + tenant, 10));

        assertThat(tenants.tenant("abc")).isNotNull();
        assertThatThrownBy(() -> tenants.tenant("abcd")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void V1_two_tenants_never_get_one_database() {
        Tenants tenants = sharing(10);
        Tenants short_ = keep(registry().tenants(opened(), tenant -> "t" + tenant.charAt(0), 10));
        tenants.tenant("acme");
        short_.tenant("acme");

        assertThatThrownBy(() -> tenants.tenant("Acme")).hasMessageContaining("one database");
        assertThatThrownBy(() -> short_.tenant("apex")).hasMessageContaining("one database");
        assertThat(tenants.evict("acme")).isTrue();
        assertThat(tenants.tenant("Acme")).isNotNull();
    }

    @Test
    void V1_beyond_the_cap_the_tenant_not_used_for_longest_is_forgotten() {
        Tenants tenants = sharing(2);
        Connection first = tenants.tenant("a");
        tenants.tenant("b");
        tenants.tenant("a");
        tenants.tenant("c");

        assertThat(tenants.figures()).extracting(TenantFigures::tenant).containsExactly("a", "c");
        assertThat(tenants.tenant("a")).isSameAs(first);
        insert(first);
    }

    @Test
    void V1_figures_tell_each_tenants_uses_and_work_in_flight() {
        Tenants tenants = sharing(10);
        Connection acme = tenants.tenant("acme");
        acme.database()
                .getCollection("orders")
                .insertMany(IntStream.range(0, 10)
                        .mapToObj(n -> new Document("n", n))
                        .toList());
        tenants.tenant("initech");
        tenants.tenant("acme");
        try (MongoCursor<Document> cursor =
                acme.database().getCollection("orders").find().batchSize(2).cursor()) {
            cursor.next();

            TenantFigures figures = tenants.figures().get(1);

            assertThat(figures.tenant()).isEqualTo("acme");
            assertThat(figures.database()).isEqualTo("shop_acme");
            assertThat(figures.uses()).isEqualTo(2);
            assertThat(figures.inFlight()).isOne();
            assertThat(tenants.figures().get(0).inFlight()).isZero();
        }
    }

    @Test
    void V1_closing_tenants_leaves_the_connection_open_and_takes_no_more() {
        Tenants tenants = sharing(10);
        tenants.tenant("a");

        tenants.close();

        assertThat(registry().connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(tenants.figures()).isEmpty();
        assertThatThrownBy(() -> tenants.tenant("a")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void V1_a_tenants_own_pool_counts_in_the_budget_and_is_closed_with_the_registry() {
        Leaks leaks = Leaks.before(server());
        Tenants tenants = pooled(3, LONG);
        Connection acme = tenants.tenant("acme");
        insert(acme);

        assertThat(acme.client()).isNotSameAs(registry().connection().client());
        assertThat(acme.name()).isEqualTo("default/acme");
        assertThat(acme.database().getName()).isEqualTo("own_acme");
        assertThat(acme.options().maxPoolSize()).isEqualTo(5);
        assertThat(tenants.figures())
                .singleElement()
                .satisfies(each -> assertThat(each.pools()).hasSize(1));
        assertThat(registry().budget().servers().get(0).toString())
                .contains("default 100 + 2, default/acme 5 + 2 = 109");
        registry().close();
        assertThat(acme.state()).isEqualTo(ConnectionState.CLOSED);
        leaks.awaitNone(Duration.ofSeconds(5));
    }

    @Test
    void V1_a_pool_that_is_idle_for_long_is_drained_and_closed_and_comes_back_when_asked_for() {
        Tenants tenants = pooled(3, Duration.ofMillis(400));
        Connection acme = tenants.tenant("acme");
        EventRecorder recorder = EventRecorder.of(acme);
        insert(acme);

        Drained drained = recorder.awaits(Drained.class);
        recorder.awaits(Closed.class);

        assertThat(drained.report().forced()).isFalse();
        assertThat(tenants.figures()).isEmpty();
        Connection again = tenants.tenant("acme");
        assertThat(again).isNotSameAs(acme);
        insert(again);
    }

    @Test
    void V1_a_pool_with_work_in_flight_or_in_a_call_is_not_idle() {
        Tenants tenants = pooled(1, Duration.ofMillis(1));
        Connection acme = tenants.call("acme", connection -> {
            insert(connection);
            assertThatThrownBy(() -> tenants.tenant("initech"))
                    .isInstanceOf(ConnectionUnavailableException.class)
                    .hasMessageContaining("MK-TENANT-POOLS-FULL");
            connection
                    .database()
                    .getCollection("orders")
                    .insertMany(IntStream.range(0, 10)
                            .mapToObj(n -> new Document("n", n))
                            .toList());
            return connection;
        });
        assertThat(acme).isNotNull();
        try (MongoCursor<Document> cursor = tenants.call(
                "acme",
                busy -> busy.database()
                        .getCollection("orders")
                        .find()
                        .batchSize(2)
                        .cursor())) {
            cursor.next();

            assertThatThrownBy(() -> tenants.tenant("initech")).hasMessageContaining("MK-TENANT-POOLS-FULL");
            cursor.next();
        }
        await().until(() -> tenants.figures().isEmpty());
        assertThat(tenants.<Boolean>call("initech", other -> {
                    insert(other);
                    return true;
                }))
                .isTrue();
    }

    @Test
    void V1_an_idle_pool_makes_room_for_another_tenants() {
        Tenants tenants = pooled(2, LONG);
        Connection first = tenants.tenant("a");
        insert(first);
        insert(tenants.tenant("b"));
        assertThatThrownBy(() -> tenants.tenant("c")).hasMessageContaining("MK-TENANT-POOLS-FULL");

        assertThat(tenants.evict("a")).isTrue();

        assertThat(first.state()).isEqualTo(ConnectionState.CLOSED);
        insert(tenants.tenant("c"));
        assertThat(tenants.figures()).extracting(TenantFigures::tenant).containsExactly("b", "c");
    }

    @Test
    void V1_many_threads_over_few_pools_never_have_more_than_the_cap_and_lose_nothing() {
        Tenants tenants = pooled(3, Duration.ofMillis(1));
        List<ConnectionEvent> events = new ArrayList<>();
        registry().connection().on(ConnectionEvent.class, events::add);
        Connection counted = registry().connection();
        for (int i = 0; i < 6; i++) {
            counted.client().getDatabase("own_t" + i).getCollection("orders").deleteMany(new Document());
        }

        List<Throwable> thrown = Callers.together(3, caller -> {
            for (int round = 0; round < 8; round++) {
                String tenant = "t" + (caller + round) % 6;
                await().ignoreException(ConnectionUnavailableException.class)
                        .until(() -> tenants.call(tenant, own -> {
                            insert(own);
                            return true;
                        }));
                assertThat(tenants.figures()).hasSizeLessThanOrEqualTo(3);
            }
        });

        assertThat(thrown).isEmpty();
        long found = IntStream.range(0, 6)
                .mapToLong(i -> counted.client()
                        .getDatabase("own_t" + i)
                        .getCollection("orders")
                        .countDocuments())
                .sum();
        assertThat(found).as("inserted 24").isEqualTo(24);
        assertThat(events).isEmpty();
    }
}
