package dev.meerkat.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import dev.meerkat.lab.FaultProxy;
import dev.meerkat.lab.LabServer;
import dev.meerkat.lab.ScriptedReplicaSet;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What stands before the server of a nested class's test, and what cannot. Each outer class is a test, run by JUnit. */
final class NestedTest {
    private static void ping(MongoClient client) {
        client.getDatabase("shop").runCommand(new Document("ping", 1));
    }

    private static void assertRefused(Class<?> outer, String... parts) {
        assertThat(Run.of(outer).failure())
                .isInstanceOf(ParameterResolutionException.class)
                .hasMessageStartingWith("TESTKIT_PARAMETER: cannot inject ")
                .hasMessageContainingAll(parts);
    }

    @Test
    void a_proxy_is_refused_where_the_outer_class_asked_for_its_server_without_one() {
        assertRefused(
                TakesClient.class,
                " of type dev.meerkat.lab.FaultProxy (test=WantsProxy.test)",
                "Rule: the server is that of TakesClient, whose @BeforeAll asked for it without a FaultProxy",
                "Fix: take a FaultProxy in the @BeforeAll of TakesClient too");
    }

    @MeerkatTest
    static class TakesClient {
        @BeforeAll
        static void take(MongoClient client) {}

        @Nested
        class WantsProxy {
            @Test
            void test(FaultProxy proxy) {}
        }
    }

    @Test
    void a_set_is_refused_where_the_outer_class_asked_for_its_server_without_one() {
        assertRefused(
                TakesServer.class,
                " of type dev.meerkat.lab.ScriptedReplicaSet (test=WantsSet.test)",
                "Fix: take a ScriptedReplicaSet in the @BeforeAll of TakesServer too");
    }

    @MeerkatTest
    static class TakesServer {
        @BeforeAll
        static void take(LabServer server) {}

        @Nested
        class WantsSet {
            @Test
            void test(ScriptedReplicaSet set) {}
        }
    }

    @Test
    void a_proxy_that_the_outer_class_took_stands_before_the_server() {
        Run.of(TakesProxy.class).passed();
    }

    @MeerkatTest
    static class TakesProxy {
        @BeforeAll
        static void take(FaultProxy proxy) {}

        @Nested
        class WantsProxy {
            @Test
            void test(FaultProxy proxy, MongoClient client) {
                ping(client);
                assertThat(proxy.connections()).isPositive();
            }
        }
    }

    @Test
    void a_proxy_that_the_outer_class_takes_before_each_test_stands_before_each_ones_server() {
        Run.of(TakesProxyForEach.class).passed();
    }

    @MeerkatTest
    static class TakesProxyForEach {
        @BeforeEach
        void take(FaultProxy proxy, MongoClient client) {
            ping(client);
            assertThat(proxy.connections()).isPositive();
        }

        @Nested
        class Inner {
            @Test
            void test() {}
        }
    }
}
