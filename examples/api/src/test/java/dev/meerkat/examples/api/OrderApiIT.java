package dev.meerkat.examples.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.lab.ScriptedMember;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The API in a JVM of its own on a replica set: what it answers, also while there is no primary. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class OrderApiIT {
    /** Its pool has 10 connections, its server 26 threads. */
    private static final int MORE_THAN_ITS_THREADS = 40;

    private Deployment deployment;
    private ApiProcess api;
    private ApiClient client;

    @BeforeAll
    void start() throws Exception {
        deployment = Deployment.start();
        api = ApiProcess.start(deployment.uri(), Map.of("STOP_NOTICE_MS", "0"));
        client = new ApiClient(api.uri());
        awaitReady();
    }

    @AfterAll
    void end() {
        if (api != null) {
            api.close();
        }
        if (deployment != null) {
            deployment.close();
        }
    }

    @BeforeEach
    void empty() {
        deployment.empty();
    }

    private void awaitReady() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> client.get("/readyz").statusCode() == 200);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        Document body = Document.parse(answer.body());
        assertThat(body.getString("code")).isEqualTo(code);
        assertThat(body.getString("message")).isNotBlank();
    }

    private static List<String> wrongPaths(HttpResponse<String> answer) {
        return Document.parse(answer.body()).getList("problems", Document.class).stream()
                .map(problem -> problem.getString("path"))
                .toList();
    }

    @Test
    void an_order_is_created_read_and_listed_and_the_same_request_again_makes_no_second() throws Exception {
        assertThat(client.put("/orders/o-1", ApiClient.order("tea")).statusCode())
                .isEqualTo(201);
        assertThat(client.put("/orders/o-1", ApiClient.order("tea")).statusCode())
                .isEqualTo(200);
        assertRefused(client.put("/orders/o-1", ApiClient.order("coffee")), 409, "OTHER-ORDER");

        Document order = Document.parse(client.get("/orders/o-1").body());
        assertThat(order)
                .containsEntry("id", "o-1")
                .containsEntry("item", "tea")
                .containsEntry("pieces", 2);
        assertThat(Document.parse("{all: " + client.get("/orders").body() + "}").getList("all", Document.class))
                .containsExactly(order);
        assertThat(deployment.stored()).containsExactly("o-1");
    }

    @Test
    void what_breaks_the_rules_is_refused_with_every_wrong_path_and_nothing_is_stored() throws Exception {
        HttpResponse<String> rules =
                client.put("/orders/o-1", "{\"item\": \"\", \"pieces\": 0, \"to\": {\"name\": \"Ada\"}}");
        assertRefused(rules, 400, "INVALID-ORDER");
        assertThat(wrongPaths(rules)).containsExactlyInAnyOrder("item", "pieces", "to.city");

        HttpResponse<String> type = client.put("/orders/o-1", "{\"to\": {\"city\": [1]}}");
        assertRefused(type, 400, "INVALID-ORDER");
        assertThat(wrongPaths(type)).containsExactly("to.city");

        HttpResponse<String> unknown = client.put("/orders/o-1", "{\"itme\": \"tea\"}");
        assertRefused(unknown, 400, "INVALID-ORDER");
        assertThat(wrongPaths(unknown)).containsExactly("itme");

        HttpResponse<String> none = client.put("/orders/o-1", "null");
        assertRefused(none, 400, "INVALID-ORDER");
        assertThat(wrongPaths(none)).containsExactly("");

        HttpResponse<String> id = client.put("/orders/o.1", ApiClient.order("tea"));
        assertRefused(id, 400, "INVALID-ORDER");
        assertThat(wrongPaths(id)).containsExactly("id");
        assertThat(deployment.stored()).isEmpty();
    }

    @Test
    void what_cannot_be_read_or_is_not_there_is_refused_in_one_form() throws Exception {
        assertRefused(client.put("/orders/o-1", "{\"item\": "), 400, "MALFORMED-JSON");
        assertRefused(client.put("/orders/o-1", "{item: 'tea'}"), 400, "MALFORMED-JSON");
        assertRefused(client.get("/orders/none"), 404, "NO-SUCH-ORDER");
        assertRefused(client.get("/nothing"), 404, "NOT-FOUND");
        assertRefused(client.send("DELETE", "/orders/o-1", ""), 405, "METHOD-NOT-ALLOWED");
        assertRefused(client.put("/orders/o-1", ApiClient.order("x".repeat(17_000))), 413, "PAYLOAD-TOO-LARGE");
        assertThat(deployment.stored()).isEmpty();
    }

    @Test
    void without_a_primary_requests_are_told_to_come_again_and_readiness_says_no() throws Exception {
        assertThat(client.get("/livez").statusCode()).isEqualTo(200);
        assertThat(client.get("/startupz").statusCode()).isEqualTo(200);
        deployment.set().electionDelay(Duration.ofMinutes(10));
        ScriptedMember victim = deployment.set().killPrimary().orElseThrow();
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> client.get("/readyz").statusCode() == 503);

        List<HttpResponse<String>> answers = client.putTogether("/orders/many-", MORE_THAN_ITS_THREADS);

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
            assertThat(Document.parse(answer.body())).containsEntry("retryAfter", 1);
            assertThat(answer.body()).contains("may be sent again").doesNotContain("127.0.0.1");
        });
        assertThat(answers).anySatisfy(answer -> assertRefused(answer, 503, "MK-BUFFER-TIMEOUT"));
        assertThat(client.get("/readyz").body()).contains("\"failing\":[\"orders\"]");
        assertThat(client.get("/livez").statusCode())
                .as("a restart mends no database")
                .isEqualTo(200);
        assertThat(client.get("/startupz").statusCode()).isEqualTo(200);

        deployment.set().elect(deployment.set().secondaries().get(0));
        awaitReady();
        assertThat(client.put("/orders/o-1", ApiClient.order("tea")).statusCode())
                .isEqualTo(201);
        assertThat(deployment.stored()).containsExactly("o-1");
        victim.restart();
    }

    @Test
    void an_election_loses_no_request_whether_the_primary_stepped_down_or_died() throws Exception {
        deployment.set().electionDelay(Duration.ofMillis(300));
        Load load = Load.begin(api.uri(), "election", 6);
        load.awaitMore(100);

        deployment.set().stepDown();
        deployment.set().awaitPrimary(Duration.ofSeconds(10));
        load.awaitMore(100);
        ScriptedMember victim = deployment.set().killPrimary().orElseThrow();
        deployment.set().awaitPrimary(Duration.ofSeconds(10));
        load.awaitMore(100);
        load.end();

        Counts.print("two elections", load, deployment.stored());
        assertThat(load.lost()).isEmpty();
        assertThat(load.answered()).isEqualTo(load.attempted());
        assertThat(deployment.stored()).containsExactlyInAnyOrderElementsOf(load.acknowledged());
        victim.restart();
    }
}
