package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.meerkat.Connection;
import dev.meerkat.contract.frame.Capability;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.ContractServer;
import dev.meerkat.contract.frame.LogLines;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.contract.frame.SocketTable;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.lab.Answer;
import dev.meerkat.lab.HelloScript;
import dev.meerkat.lab.ScriptedListener;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Preset;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.ServerBudget;
import dev.meerkat.stats.SocketBudget;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** M3, M4: connections that meet at one deployment, and the sockets of all of them. */
abstract class SharedDeploymentContract extends ContractCase {
    private static final String LOGGER = "dev.meerkat.lint";

    private Connection opened(String name, ConnectionOptions options) {
        return registry().connection(name).open(options);
    }

    /** What the log says of connections that meet; the linter's other rules are no matter here. */
    private static List<String> warnings(LogLines log) {
        return log.lines().stream()
                .filter(line -> line.contains(LintRule.TWO_CLIENTS.code()))
                .toList();
    }

    private String address() {
        return server().host() + ":" + server().port();
    }

    @Test
    void M3_two_connections_to_one_deployment_are_warned_of_once_with_the_arithmetic() {
        try (LogLines log = LogLines.of(LOGGER)) {
            opened("default", options().maxPoolSize(100).build());
            Connection logs =
                    opened("logs", options().maxPoolSize(10).appName("another").build());
            logs.close();
            logs.open();

            assertThat(warnings(log))
                    .singleElement()
                    .asString()
                    .startsWith("WARN")
                    .contains("default, logs", address(), "(100 + 2) + (10 + 2) = 114 per server", "useDb");
        }
    }

    @Test
    void M3_a_third_one_is_warned_of_again_with_all_three() {
        try (LogLines log = LogLines.of(LOGGER)) {
            opened("a", options().maxPoolSize(1).build());
            opened("b", options().maxPoolSize(2).build());
            opened("c", options().maxPoolSize(0).build());

            assertThat(warnings(log)).hasSize(2);
            assertThat(warnings(log).get(1)).contains("a, b, c", "(1 + 2) + (2 + 2) + (∞ + 2) = no limit per server");
        }
    }

    @Test
    void M3_workers_have_connections_of_their_own_on_purpose_and_are_not_warned_of() {
        try (LogLines log = LogLines.of(LOGGER)) {
            opened("default", options().build());
            registry().worker("mailer", o -> o.uri(server().uri()));
            registry().worker("printer", o -> o.uri(server().uri()).preset(Preset.PRODUCTION));
            assertThat(warnings(log)).isEmpty();

            opened("logs", options().build());

            await().until(() -> !warnings(log).isEmpty());
            assertThat(warnings(log)).singleElement().asString().contains("connections default, logs reach");
        }
    }

    @Test
    void M3_when_one_of_three_is_removed_the_other_two_are_not_told_again_of_each_other() {
        try (LogLines log = LogLines.of(LOGGER)) {
            opened("a", options().build());
            opened("b", options().build());
            Connection third = opened("c", options().build());
            assertThat(warnings(log)).hasSize(2);

            registry().remove("b");
            third.close();
            third.open();
            assertThat(warnings(log)).hasSize(2);
            opened("b", options().build());

            assertThat(warnings(log)).hasSize(3);
            assertThat(warnings(log).get(2)).contains("a, c, b");
        }
    }

    @Test
    void M3_a_set_is_recognised_whichever_member_its_uri_names() {
        try (ScriptedListener first = ScriptedListener.mongo(HelloScript.standalone());
                ScriptedListener second = ScriptedListener.mongo(HelloScript.standalone());
                LogLines log = LogLines.of(LOGGER)) {
            HelloScript member = HelloScript.primary("rs").hosts(first.address(), second.address());
            first.play(withCollections(member));
            second.play(withCollections(HelloScript.secondary("rs").hosts(first.address(), second.address())));
            opened(
                    "a",
                    options()
                            .uri("mongodb://" + first.address() + "/?replicaSet=rs")
                            .build());
            opened(
                    "b",
                    options()
                            .uri("mongodb://" + second.address() + "/?replicaSet=rs")
                            .build());

            assertThat(warnings(log)).singleElement().asString().contains("a, b", first.address(), second.address());
        }
    }

    private static HelloScript withCollections(HelloScript script) {
        return script.on(
                "listCollections",
                Answer.reply(BsonDocument.parse(
                        "{cursor: {id: {$numberLong: '0'}, ns: 'test.$cmd.listCollections', firstBatch: []}, ok: 1}")));
    }

    @Test
    void M3_a_connection_that_moves_to_anothers_deployment_is_warned_of_too() {
        try (ContractServer another = kind().start();
                LogLines log = LogLines.of(LOGGER)) {
            opened("a", options().build());
            Connection moving = opened("b", options().uri(another.uri()).build());
            assertThat(warnings(log)).isEmpty();
            moving.reconfigure(options().build());

            await().until(() -> !warnings(log).isEmpty());
            assertThat(warnings(log)).singleElement().asString().contains("a, b", address());
            registry().close();
        }
    }

    @Test
    void M3_connections_to_two_deployments_are_nobodys_business() {
        try (ContractServer another = kind().start();
                LogLines log = LogLines.of(LOGGER)) {
            opened("a", options().build());
            opened("b", options().uri(another.uri()).build());

            assertThat(warnings(log)).isEmpty();
            registry().close();
        }
    }

    @Test
    void M4_the_budget_adds_up_pools_and_monitors_for_each_server() {
        opened("default", options().maxPoolSize(20).build());
        opened("logs", options().maxPoolSize(5).build());
        registry().connection("never-opened");

        ServerBudget budget = registry().budget().server(address()).orElseThrow();

        assertThat(budget.sockets()).hasValue(29);
        assertThat(budget.limit()).isEmpty();
        assertThat(budget.toString()).isEqualTo(address() + ": default 20 + 2, logs 5 + 2 = 29 sockets");
        assertThat(registry().budget().servers()).hasSize(1);
        registry().connection("logs").close();
        assertThat(registry().budget().server(address()).orElseThrow().sockets())
                .hasValue(22);
    }

    @Test
    void M4_a_process_at_full_load_opens_what_the_budget_says_and_no_more() throws InterruptedException {
        needs(Capability.FAIL_POINTS);
        Assumptions.assumeTrue(SocketTable.present(), "this machine has no /proc/net/tcp");
        int before = SocketTable.established(server().port());
        Connection busy =
                opened("busy", options().maxPoolSize(6).appName("busy").build());
        CountDownLatch done = new CountDownLatch(12);
        try (SlowCommands slow = SlowCommands.slow(server(), "busy", "find", Duration.ofMillis(700))) {
            for (int i = 0; i < 12; i++) {
                Thread caller = new Thread(() -> {
                    busy.database().getCollection("m4").find().first();
                    done.countDown();
                });
                caller.start();
            }
            await().until(() -> busy.status().pools().get(0).inUse() == 6);
            int allowed = (int) registry()
                    .budget()
                    .server(address())
                    .orElseThrow()
                    .sockets()
                    .orElseThrow();
            await().until(() -> SocketTable.established(server().port()) - before >= 7);

            assertThat(SocketTable.established(server().port()) - before).isLessThanOrEqualTo(allowed);
            assertThat(slow).isNotNull();
            done.await();
        }
    }

    @Test
    void M4_the_number_of_instances_is_compared_with_the_limit_that_the_server_tells() {
        HelloScript script = withCollections(HelloScript.standalone())
                .on(
                        "serverStatus",
                        Answer.reply(BsonDocument.parse("{connections: {current: 60, available: 140}, ok: 1}")));
        try (ScriptedListener limited = ScriptedListener.mongo(script)) {
            opened(
                    "a",
                    options()
                            .uri("mongodb://" + limited.address() + "/")
                            .maxPoolSize(48)
                            .build());

            ServerBudget within = registry().budget(4).server(limited.address()).orElseThrow();
            ServerBudget beyond = registry().budget(5).server(limited.address()).orElseThrow();

            assertThat(within.limit()).isEqualTo(OptionalLong.of(200));
            assertThat(within.total()).hasValue(200);
            assertThat(within.exceeds()).isFalse();
            assertThat(beyond.exceeds()).isTrue();
            assertThat(registry().budget(5).exceeds()).isTrue();
            assertThat(beyond.toString()).endsWith("a 48 + 2 = 50 sockets × 5 = 250, more than the server's 200");
            registry().close();
        }
    }

    @Test
    void M4_the_question_for_the_limit_is_no_work_of_the_application_and_no_close_waits_for_its_answer()
            throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        HelloScript script = withCollections(HelloScript.standalone()).on("serverStatus", Answer.silence());
        try (ScriptedListener silent = ScriptedListener.mongo((address, command) -> {
            if (command.containsKey("serverStatus")) {
                asked.countDown();
            }
            return script.answer(address, command);
        })) {
            Connection connection = opened(
                    "a",
                    options()
                            .uri("mongodb://" + silent.address() + "/")
                            .closeGrace(Duration.ofSeconds(20))
                            .build());
            CompletableFuture<SocketBudget> budget =
                    CompletableFuture.supplyAsync(() -> registry().budget(2));
            asked.await();

            assertThat(connection.status().inFlight()).isZero();
            DrainReport report = connection.close();
            assertThat(report.finished()).isZero();
            assertThat(report.forced()).isFalse();
            assertThat(budget.get().exceeds()).isFalse();
        }
    }

    @Test
    void M4_a_server_that_refuses_to_tell_leaves_the_comparison_out() {
        try (ScriptedListener mute = ScriptedListener.mongo(withCollections(HelloScript.standalone()))) {
            opened("a", options().uri("mongodb://" + mute.address() + "/").build());

            ServerBudget budget =
                    registry().budget(1_000).server(mute.address()).orElseThrow();

            assertThat(budget.limit()).isEmpty();
            assertThat(budget.exceeds()).isFalse();
            registry().close();
        }
    }

    @Test
    void M4_connections_that_still_connect_count_by_the_server_and_not_by_the_spelling() {
        registry()
                .createConnection(
                        "a",
                        options().uri("mongodb://Db.invalid/").maxPoolSize(1).build());
        registry()
                .createConnection(
                        "b",
                        options()
                                .uri("mongodb://db.invalid:27017/?serverMonitoringMode=poll")
                                .maxPoolSize(2)
                                .build());
        registry()
                .createConnection(
                        "c",
                        options()
                                .uri("mongodb://db.invalid/?loadBalanced=true")
                                .maxPoolSize(4)
                                .build());

        assertThat(registry().budget().servers())
                .singleElement()
                .hasToString("db.invalid:27017: a 1 + 2, b 2 + 1, c 4 + 0 = 10 sockets");
    }

    @Test
    void M4_a_connection_that_still_connects_counts_by_its_uri() {
        String uri = Ports.refusedUri();
        registry().createConnection("waiting", options().uri(uri).maxPoolSize(8).build());

        assertThat(registry().budget().servers())
                .singleElement()
                .satisfies(each -> assertThat(each.sockets()).hasValue(10));
    }
}
