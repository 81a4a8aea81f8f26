package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.MemberState;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.lab.ScriptedReplicaSet;
import dev.meerkat.lab.ServerBinary;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension for people without Meerkat: this class runs without core on the class path too. */
@MeerkatTest
final class PlainDriverTest {
    private MongoClient ofTheTest;

    private static MongoCollection<Document> orders(MongoClient client) {
        return client.getDatabase("shop").getCollection("orders");
    }

    @BeforeEach
    void take(MongoClient client) {
        ofTheTest = client;
    }

    @Test
    void core_is_absent_exactly_in_the_run_that_says_so() {
        boolean absent = Boolean.getBoolean("without-core");

        if (absent) {
            assertThatThrownBy(() -> Class.forName("dev.meerkat.Connection"))
                    .isInstanceOf(ClassNotFoundException.class);
        } else {
            assertThat(PlainDriverTest.class.getClassLoader().getResource("dev/meerkat/Connection.class"))
                    .isNotNull();
        }
    }

    @Test
    void junit_is_the_version_that_the_run_says() {
        String location =
                Test.class.getProtectionDomain().getCodeSource().getLocation().getPath();

        assertThat(location).contains("junit-jupiter-api-" + System.getProperty("tested-junit.version"));
    }

    @Test
    void all_parameters_of_a_test_belong_together(EmbeddedServer server, MongoClient client, @Uri String uri) {
        orders(client).insertOne(new Document("_id", 1));

        assertThat(client).isSameAs(ofTheTest);
        assertThat(uri).startsWith(server.uri()).contains("heartbeatFrequencyMS=500");
        try (MongoClient other = MongoClients.create(uri)) {
            assertThat(orders(other).countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void every_test_has_a_server_of_its_own(MongoClient client) {
        assertThat(client.listDatabaseNames()).doesNotContain("shop");
    }

    @Test
    void a_set_has_three_members_where_one_is_asked_for(ScriptedReplicaSet set, @Uri String uri) {
        assertThat(set.members()).hasSize(3);
        assertThat(uri).startsWith(set.uri());
    }

    @Test
    @MeerkatTest(members = 5, uriOptions = "")
    void a_set_has_as_many_members_as_the_annotation_says(ScriptedReplicaSet set, @Uri String uri) {
        assertThat(set.members()).hasSize(5);
        assertThat(uri).isEqualTo(set.uri());
    }

    @Test
    @MeerkatTest(members = 1)
    void a_set_is_there_although_nobody_asks_for_it(@Uri String uri) {
        assertThat(uri).contains("replicaSet=");
    }

    @Test
    void no_acknowledged_write_is_lost_over_step_downs_and_a_death(
            ScriptedReplicaSet set, MongoClient client, Writes writes) {
        writes.start(orders(client), 4).awaitAcknowledged(50);
        set.stepDown();
        writes.awaitAcknowledged(50);
        set.killPrimary();
        writes.awaitAcknowledged(50);

        Tally counted = writes.assertNoneFailed(orders(client));

        assertThat(counted.acknowledged()).isGreaterThanOrEqualTo(150).isEqualTo(counted.tried());
        assertThat(counted.found()).isEqualTo(counted.acknowledged());
    }

    @Test
    @MeerkatTest(uriOptions = "timeoutMS=500")
    void a_proxy_falls_silent_and_speaks_again(FaultProxy proxy, MongoClient client, @Uri String uri) {
        assertThat(uri).startsWith(proxy.uri());
        orders(client).withTimeout(1, TimeUnit.MINUTES).insertOne(new Document("_id", 1));
        proxy.blackHole();
        assertThatThrownBy(() -> orders(client).countDocuments()).isInstanceOf(MongoException.class);
        proxy.pass();
        assertThat(orders(client).withTimeout(1, TimeUnit.MINUTES).countDocuments())
                .isEqualTo(1);
    }

    @Test
    void a_server_is_killed_and_comes_back(LabServer server, MongoClient client, Writes writes) {
        writes.insert(orders(client), 1);
        server.kill();
        server.restart();
        writes.insert(orders(client), 2);

        assertThat(writes.assertNoneLost(orders(client)).tried()).isEqualTo(2);
    }

    @Test
    void a_fault_that_a_test_leaves_on_does_not_keep_its_end_waiting(FaultProxy proxy) {
        proxy.blackHole();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void arguments_of_others_stand_beside_ours(int id, MongoClient client) {
        orders(client).insertOne(new Document("_id", id));

        assertThat(orders(client).countDocuments()).isEqualTo(1);
    }

    @Test
    void a_class_with_one_instance_is_given_a_server_in_its_constructor() {
        Run.of(OneInstance.class).passed();
    }

    @MeerkatTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static final class OneInstance {
        private final LabServer server;

        OneInstance(LabServer server) {
            this.server = server;
        }

        @Test
        void test(LabServer same, @Uri String uri) {
            assertThat(same).isSameAs(server);
            assertThat(uri).startsWith(server.uri());
        }
    }

    @Test
    void a_process_that_is_not_there_aborts_the_test_or_fails_it_where_it_is_required() {
        Run run = Run.of(NeedsProcess.class);

        if (ExternalServer.available()) {
            run.passed();
        } else if (ServerBinary.required()) {
            assertThat(run.failure()).hasMessageContaining("LAB_SERVER_ABSENT");
        } else {
            assertThat(run.results().testEvents().started().count()).isZero();
            assertThat(run.results().containerEvents().aborted().count()).isEqualTo(1);
        }
    }

    @MeerkatTest(server = Backend.EXTERNAL)
    static final class NeedsProcess {
        @Test
        void test(ExternalServer server) {
            assertThat(server.running()).isTrue();
        }
    }

    @Test
    void writers_that_a_test_leaves_running_end_with_it() {
        Run.of(LeavesWriters.class).passed();
    }

    @MeerkatTest
    static final class LeavesWriters {
        @Test
        void test(MongoClient client, Writes writes) {
            writes.start(orders(client), 2).awaitAcknowledged(5);
        }
    }

    /** Shares the server of the class around it no more than any other test. */
    @Nested
    class Inside {
        private final LabServer server;

        Inside(LabServer server) {
            this.server = server;
        }

        @Test
        void a_constructor_is_given_the_tests_own(LabServer same) {
            assertThat(server).isSameAs(same);
        }
    }

    @Test
    void a_server_that_before_all_asked_for_is_the_classs_and_is_mended_between_tests() {
        Run.of(OneForAll.class).passed();
    }

    @MeerkatTest
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static final class OneForAll {
        private static ScriptedReplicaSet ofTheClass;

        @BeforeAll
        static void take(ScriptedReplicaSet set) {
            ofTheClass = set;
        }

        @Test
        @Order(1)
        void harm(ScriptedReplicaSet set, MongoClient client) {
            assertThat(set).isSameAs(ofTheClass);
            orders(client).insertOne(new Document("_id", 1));
            set.member(0).kill();
            set.member(1).isolate();
            set.loseMajority();
        }

        @Test
        @Order(2)
        void nothing_is_left_of_it_but_the_data(ScriptedReplicaSet set, MongoClient client) {
            assertThat(set.primary()).isPresent();
            assertThat(set.members()).extracting(ScriptedMember::state).doesNotContain(MemberState.DOWN);
            assertThat(orders(client).countDocuments()).isEqualTo(1);
        }
    }
}
