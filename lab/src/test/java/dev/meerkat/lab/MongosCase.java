package dev.meerkat.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ClusterType;
import com.mongodb.connection.ServerType;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A scripted sharded cluster, with and without a load balancer, as the unmodified driver sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MongosCase {
    private LabServer server = new NotStarted();

    abstract LabServer start();

    @BeforeAll
    void startServer() {
        server = start();
    }

    @AfterAll
    void closeServer() {
        server.close();
    }

    LabServer server() {
        return server;
    }

    private static void insert(MongoClient client) {
        Clients.things(client).insertOne(new Document());
    }

    /** Until then the driver may choose one that it has not met, or one that is dead. */
    private static void awaitRouters(MongoClient client, int number) {
        await().untilAsserted(() -> assertThat(SetCase.seen(client.getClusterDescription(), ServerType.SHARD_ROUTER))
                .hasSize(number));
    }

    @Test
    void theDriverSeesTwoRoutersOfAShardedCluster() {
        try (ScriptedMongos mongos = ScriptedMongos.inFrontOf(server);
                MongoClient client = Clients.to(mongos.uri())) {
            insert(client);
            awaitRouters(client, 2);
            assertThat(client.getClusterDescription().getType()).isEqualTo(ClusterType.SHARDED);
        }
    }

    @Test
    void withOneRouterDeadTheOtherServesAndBothDeadNobodyDoes() {
        try (ScriptedMongos mongos = ScriptedMongos.inFrontOf(server);
                MongoClient client = Clients.impatient(mongos.uri())) {
            awaitRouters(client, 2);
            mongos.router(0).kill();
            awaitRouters(client, 1);
            insert(client);
            insert(client);
            mongos.router(1).kill();
            assertThatThrownBy(() -> insert(client)).isInstanceOf(MongoException.class);
            mongos.router(0).restart();
            await().ignoreExceptions().until(() -> {
                insert(client);
                return true;
            });
        }
    }

    @Test
    void commandsFailAtARouterAsScripted() {
        try (ScriptedMongos mongos = ScriptedMongos.inFrontOf(server);
                MongoClient client = Clients.to(mongos.uri())) {
            mongos.fail(FailCommand.on("insert").error(14_031));
            assertThatThrownBy(() -> insert(client)).isInstanceOf(MongoException.class);
            mongos.fail(FailCommand.on("insert").always().error(14_031));
            mongos.failNoMore();
            insert(client);
        }
    }

    @Test
    void behindALoadBalancerTheDriverChecksNothingAndLearnsTheService() {
        try (ScriptedMongos mongos = ScriptedMongos.loadBalanced(server);
                MongoClient client = Clients.to(mongos.uri())) {
            insert(client);
            assertThat(client.getClusterDescription().getType()).isEqualTo(ClusterType.LOAD_BALANCED);
            assertThat(mongos.router(0).network().connections())
                    .as("no monitor's")
                    .isOne();
            mongos.router(0).restart();
            await().ignoreExceptions().until(() -> {
                insert(client);
                return true;
            });
        }
    }

    @Test
    void aClientThatWantsNoLoadBalancerIsServedByItsRouterAllTheSame() {
        try (ScriptedMongos mongos = ScriptedMongos.loadBalanced(server);
                MongoClient client = Clients.to("mongodb://" + mongos.router(0).address() + "/")) {
            insert(client);
            assertThat(client.getClusterDescription().getType()).isEqualTo(ClusterType.SHARDED);
        }
    }
}
