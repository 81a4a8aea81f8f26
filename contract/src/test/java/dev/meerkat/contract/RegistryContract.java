package dev.meerkat.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.client.MongoCollection;
import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.Callers;
import dev.meerkat.contract.frame.ContractCase;
import dev.meerkat.contract.frame.Leaks;
import dev.meerkat.contract.frame.Ports;
import dev.meerkat.error.ConnectFailedException;
import dev.meerkat.error.ConnectionClosedException;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.options.OptionSources;
import dev.meerkat.testkit.EventRecorder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** M2: connections that come and go, by code and by configuration. */
abstract class RegistryContract extends ContractCase {
    private ConnectionRegistry configured(Map<String, String> environment, String... properties) {
        Properties file = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            file.setProperty("meerkat.connections." + properties[i], properties[i + 1]);
        }
        return keep(new ConnectionRegistry(OptionSources.of(environment, new Properties(), file)));
    }

    private static List<String> names(List<Connection> connections) {
        return connections.stream().map(Connection::name).toList();
    }

    @Test
    void M2_connections_are_added_listed_found_and_removed_at_run_time() {
        Connection logs = registry().createConnection("logs", options().build());
        Connection audit = registry().createConnection("audit", options().build());
        logs.awaitConnected(EventRecorder.PATIENCE);

        assertThat(registry().connections()).containsExactly(logs, audit);
        assertThat(registry().find("logs")).containsSame(logs);
        assertThat(registry().remove("logs")).isPresent();
        assertThat(registry().connections()).containsExactly(audit);
        assertThat(registry().find("logs")).isEmpty();
        assertThat(registry().remove("logs")).isEmpty();
    }

    @Test
    void M2_a_closed_connection_opens_again_under_its_name_with_the_same_handle() {
        Connection logs = registry().createConnection("logs", options().build());
        logs.awaitConnected(EventRecorder.PATIENCE);
        logs.close();

        assertThat(registry().connection("logs").open()).isSameAs(logs);

        logs.database().runCommand(new Document("ping", 1));
    }

    @Test
    void M2_what_is_left_of_a_removed_connection_says_that_it_was_removed() {
        Connection logs = registry().createConnection("logs", options().build());
        logs.awaitConnected(EventRecorder.PATIENCE);
        MongoCollection<Document> lines = logs.client().getDatabase("many").getCollection("lines");
        Connection view = logs.useDb("many");
        registry().remove("logs");

        List<Runnable> deeds = List.of(
                () -> lines.find().first(),
                () -> view.database().getCollection("lines").countDocuments(),
                () -> logs.awaitConnected(Duration.ofSeconds(1)),
                logs::open);
        assertThat(deeds)
                .allSatisfy(deed -> assertThatThrownBy(deed::run)
                        .isInstanceOf(ConnectionClosedException.class)
                        .hasMessageContaining("MK-CONNECTION-REMOVED")
                        .hasMessageContaining("connection=logs")
                        .hasMessageContaining("Create a new connection"));
    }

    @Test
    void M2_the_name_of_a_removed_connection_is_free_for_another() {
        Connection old = registry().createConnection("logs", options().build());
        old.awaitConnected(EventRecorder.PATIENCE);
        registry().remove("logs");

        Connection fresh =
                registry().createConnection("logs", options().maxPoolSize(3).build());

        assertThat(fresh).isNotSameAs(old);
        fresh.awaitConnected(EventRecorder.PATIENCE);
        fresh.database().runCommand(new Document("ping", 1));
        assertThat(old.state()).isEqualTo(ConnectionState.CLOSED);
    }

    @Test
    void M2_twenty_threads_that_create_list_and_remove_the_same_names_leave_nothing_behind() {
        Leaks leaks = Leaks.before(server());

        List<Throwable> thrown = Callers.together(20, caller -> {
            String name = "n" + caller % 4;
            for (int round = 0; round < 5; round++) {
                try {
                    registry().createConnection(name, options().build());
                    registry().connections().forEach(Connection::status);
                } catch (ConnectionClosedException removedMeanwhile) {
                    assertThat(removedMeanwhile).hasMessageContaining("MK-CONNECTION-REMOVED");
                }
                registry().remove(name);
            }
        });

        assertThat(thrown).isEmpty();
        assertThat(registry().connections()).isEmpty();
        leaks.awaitNone(Duration.ofSeconds(5));
    }

    @Test
    void M2_configuration_alone_names_and_opens_connections() {
        ConnectionRegistry registry = configured(
                Map.of("MONGO_URI", server().uri(), "MEERKAT_CONNECTIONS_AUDIT_URI", server().uri("appName=audit")),
                "logs.uri",
                server().uri("maxPoolSize=4"),
                "logs.min-pool-size",
                "1");

        List<Connection> opened = registry.connectConfigured();

        assertThat(names(opened)).containsExactlyInAnyOrder("audit", "default", "logs");
        assertThat(opened).allMatch(each -> each.state() == ConnectionState.CONNECTED);
        assertThat(registry.connection("logs").options().maxPoolSize()).isEqualTo(4);
        assertThat(registry.connection("logs").options().minPoolSize()).isEqualTo(1);
        assertThat(registry.connectConfigured()).as("all are live already").isEmpty();
    }

    @Test
    void M2_an_optional_connection_that_is_not_there_holds_up_nothing() {
        ConnectionRegistry registry = configured(
                Map.of("MONGO_URI", server().uri()), "logs.uri", Ports.refusedUri(), "logs.required", "false");

        registry.connectConfigured();

        assertThat(registry.connection().state()).isEqualTo(ConnectionState.CONNECTED);
        assertThat(registry.connection("logs").state()).isEqualTo(ConnectionState.CONNECTING);
    }

    @Test
    void M2_a_required_connection_that_is_not_there_fails_the_start_and_leaves_the_others_open() {
        ConnectionRegistry registry = configured(
                Map.of("MONGO_URI", server().uri()), "logs.uri", Ports.refusedUri(), "logs.startup-timeout", "300ms");

        ConnectFailedException thrown = catchThrowableOfType(ConnectFailedException.class, registry::connectConfigured);

        assertThat(thrown).hasMessageContaining("connection=logs");
        assertThat(registry.connection("logs").state()).isEqualTo(ConnectionState.FAILED);
        assertThat(registry.connection().state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @Test
    void M2_a_mistake_in_one_connection_is_told_before_any_is_opened() {
        ConnectionRegistry registry =
                configured(Map.of("MONGO_URI", server().uri()), "logs.uri", server().uri(), "logs.max-pol-size", "4");

        assertThatThrownBy(registry::connectConfigured)
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("max-pool-size");
        assertThat(registry.connections()).noneMatch(each -> each.state() != ConnectionState.NEW);
    }

    @Test
    void M2_a_connection_without_a_uri_is_an_error_that_names_the_variable() {
        ConnectionRegistry registry = configured(Map.of(), "logs.max-pool-size", "4");

        assertThatThrownBy(registry::connectConfigured)
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("MEERKAT_CONNECTIONS_LOGS_URI");
    }

    @Test
    void M2_configured_workers_are_opened_as_workers_or_left_to_the_call_that_opens_them() {
        ConnectionRegistry registry = configured(
                Map.of("MONGO_URI", server().uri()),
                "mailer.preset",
                "worker",
                "mailer.max-pool-size",
                "2",
                "printer.preset",
                "worker",
                "printer.uri",
                server().uri());

        assertThat(names(registry.connectConfigured())).containsExactlyInAnyOrder("default", "printer");

        assertThat(registry.worker("mailer").capacity()).isEqualTo(2);
        Connection printer = registry.connection("printer");
        assertThat(registry.worker("printer").connection()).isSameAs(printer);
        assertThat(registry.connectConfigured()).isEmpty();
    }

    @Test
    void M2_a_configured_key_that_means_nothing_is_told_before_any_is_opened() {
        ConnectionRegistry registry = configured(
                Map.of("MONGO_URI", server().uri(), "MEERKAT_CONNECTIONS_LOGS_URL", "mongodb://ada:hunter2@logs"));

        assertThatThrownBy(registry::connectConfigured)
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining("MEERKAT_CONNECTIONS_LOGS_URL")
                .hasMessageContaining("did you mean URI?")
                .hasMessageNotContaining("hunter2");
        assertThat(registry.connections()).isEmpty();
    }

    @Test
    void M2_a_name_from_the_environment_is_the_connection_that_is_spelled_otherwise_in_code() {
        ConnectionRegistry registry = configured(Map.of("MEERKAT_CONNECTIONS_TENANT_EU_URI", server().uri()));
        Connection known = registry.connection("Tenant_EU");

        assertThat(registry.connectConfigured()).containsExactly(known);

        assertThat(registry.connections()).containsExactly(known);
    }
}
