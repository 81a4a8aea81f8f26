package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.MemberState;
import dev.meerkat.lab.ScriptedMember;
import dev.meerkat.lab.ScriptedReplicaSet;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

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
        orders(client).withTimeout(1, java.util.concurrent.TimeUnit.MINUTES).insertOne(new Document("_id", 1));
        proxy.blackHole();
        assertThatThrownBy(() -> orders(client).countDocuments()).isInstanceOf(MongoException.class);
        proxy.pass();
        assertThat(orders(client)
                        .withTimeout(1, java.util.concurrent.TimeUnit.MINUTES)
                        .countDocuments())
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
