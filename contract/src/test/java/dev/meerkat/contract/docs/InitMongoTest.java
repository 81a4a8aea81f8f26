package dev.meerkat.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.Connection;
import dev.meerkat.ConnectionRegistry;
import dev.meerkat.ConnectionState;
import dev.meerkat.contract.frame.LogLines;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.lab.EmbeddedServer;
import dev.meerkat.options.OptionSources;
import dev.meerkat.options.Preset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One line for production: what it decides and what it tells. Its signals are tested with C4. Source: contract §4. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class InitMongoTest {
    private static ConnectionRegistry registry(String uri, String... properties) {
        Properties file = new Properties();
        file.setProperty("meerkat.connections.default.signals", "false"); // of this JVM
        for (int i = 0; i < properties.length; i += 2) {
            file.setProperty("meerkat.connections.default." + properties[i], properties[i + 1]);
        }
        return new ConnectionRegistry(OptionSources.of(Map.of("MONGO_URI", uri), new Properties(), file));
    }

    @Test
    void it_opens_with_the_production_preset_and_tells_each_decision_with_its_origin_and_reason() {
        try (EmbeddedServer server = EmbeddedServer.start();
                LogLines log = LogLines.of("dev.meerkat.connection");
                ConnectionRegistry registry = registry(server.uri() + "?maxIdleTimeMS=7000", "max-pool-size", "12")) {
            Connection db = registry.initMongo();

            assertThat(db.state()).isEqualTo(ConnectionState.CONNECTED);
            assertThat(db.options().autoIndex()).isFalse();
            List<String> lines = log.lines();
            assertThat(lines)
                    .contains(
                            "INFO [default] decided autoIndex = false (preset production) why: indexes are built by a deployment, not by each start",
                            "INFO [default] decided preset = production (code)",
                            "INFO [default] decided maxIdleTime = 7s (URI maxIdleTimeMS)")
                    .anyMatch(line -> line.startsWith(
                            "INFO [default] decided maxPoolSize = 12 (properties file meerkat.properties"))
                    .anyMatch(line -> line.startsWith("INFO [default] decided uri = mongodb://")
                            && line.contains("(environment MONGO_URI)"))
                    .noneMatch(line -> line.contains("decided heartbeatFrequency"));
            assertThat(lines.indexOf("INFO [default] Connecting state=CONNECTING"))
                    .isGreaterThan(lines.indexOf("INFO [default] decided preset = production (code)"));
            assertThat(lines).contains("INFO [default] Opened state=CONNECTED");
        }
    }

    @Test
    void every_option_that_the_preset_sets_has_a_reason() {
        try (EmbeddedServer server = EmbeddedServer.start();
                LogLines log = LogLines.of("dev.meerkat.connection");
                ConnectionRegistry registry = registry(server.uri())) {
            registry.initMongo();

            assertThat(log.lines())
                    .filteredOn(line ->
                            line.contains("(preset " + Preset.PRODUCTION.name().toLowerCase(Locale.ROOT) + ")"))
                    .hasSize(10)
                    .allMatch(line -> line.contains(" why: "));
        }
    }

    @Test
    void no_secret_is_told() {
        try (LogLines log = LogLines.of("dev.meerkat");
                ConnectionRegistry registry = registry(
                        "mongodb://ada:s3cr3t-word@127.0.0.1:1/?serverSelectionTimeoutMS=100",
                        "startup",
                        "background")) {
            registry.initMongo();

            assertThat(log.lines())
                    .isNotEmpty()
                    .noneMatch(line -> line.contains("s3cr3t-word") || line.contains("ada"));
        }
    }

    @Test
    void without_a_uri_it_names_the_variable() {
        try (ConnectionRegistry registry = new ConnectionRegistry(OptionSources.none())) {
            assertThatThrownBy(registry::initMongo)
                    .isInstanceOf(InvalidOptionsException.class)
                    .hasMessageContaining("MONGO_URI");
        }
    }
}
