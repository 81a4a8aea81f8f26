package dev.meerkat.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meerkat.error.InvalidOptionsException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract §4: sources and their precedence, unknown keys, names. */
class OptionSourcesTest {
    private static final ConnectionOptions NOTHING = ConnectionOptions.builder().build();

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Properties system = new Properties();
    private final Properties file = new Properties();
    private final OptionSources sources = OptionSources.of(environment, system, file);

    private String explained(ConnectionOptions options, String name) {
        return options.explain().stream()
                .filter(option -> option.name().equals(name))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    @Test
    void theStrongestSourceWins() {
        ConnectionOptions code =
                ConnectionOptions.builder().preset(Preset.PRODUCTION).build();
        assertThat(explained(sources.resolve("logs", NOTHING), "maxPoolSize")).isEqualTo("maxPoolSize = 100 (default)");
        assertThat(explained(sources.resolve("logs", code), "maxPoolSize"))
                .isEqualTo("maxPoolSize = 10 (preset production)");
        file.setProperty("meerkat.connections.logs.uri", "mongodb://h/?maxPoolSize=2");
        assertThat(explained(sources.resolve("logs", code), "maxPoolSize"))
                .isEqualTo("maxPoolSize = 2 (URI maxPoolSize)");
        file.setProperty("meerkat.connections.logs.max-pool-size", "3");
        assertThat(explained(sources.resolve("logs", code), "maxPoolSize"))
                .isEqualTo(
                        "maxPoolSize = 3 (properties file meerkat.properties meerkat.connections.logs.max-pool-size)");
        environment.put("MEERKAT_CONNECTIONS_LOGS_MAX_POOL_SIZE", "4");
        assertThat(explained(sources.resolve("logs", code), "maxPoolSize"))
                .isEqualTo("maxPoolSize = 4 (environment MEERKAT_CONNECTIONS_LOGS_MAX_POOL_SIZE)");
        system.setProperty("meerkat.connections.logs.maxPoolSize", "5");
        assertThat(explained(sources.resolve("logs", code), "maxPoolSize"))
                .isEqualTo("maxPoolSize = 5 (system property meerkat.connections.logs.maxPoolSize)");
        ConnectionOptions strongest = code.toBuilder().maxPoolSize(6).build();
        assertThat(explained(sources.resolve("logs", strongest), "maxPoolSize")).isEqualTo("maxPoolSize = 6 (code)");
    }

    @Test
    void anotherConnectionsKeysAreNotThisOnes() {
        file.setProperty("meerkat.connections.other.max-pool-size", "3");
        environment.put("MEERKAT_CONNECTIONS_OTHER_MAX_POOL_SIZE", "4");
        environment.put("MEERKAT_CONNECTIONS_LOGS_EU_MAX_POOL_SIZE", "5");
        assertThat(sources.resolve("logs", NOTHING).maxPoolSize()).isEqualTo(100);
        assertThat(sources.resolve("logs-eu", NOTHING).maxPoolSize()).isEqualTo(5);
    }

    @Test
    void mongoUriIsTheDefaultConnectionsAlone() {
        environment.put("MONGO_URI", "mongodb://env");
        assertThat(sources.resolve("default", NOTHING).uri().hosts()).containsExactly("env");
        assertThatThrownBy(() -> sources.resolve("logs", NOTHING).uri())
                .hasMessageContaining("MEERKAT_CONNECTIONS_LOGS_URI")
                .hasMessageContaining("meerkat.connections.logs.uri")
                .hasMessageNotContaining("MONGO_URI");
        system.setProperty("MONGO_URI", "mongodb://property");
        assertThat(sources.resolve("default", NOTHING).uri().hosts()).containsExactly("property");
        system.setProperty("meerkat.connections.default.uri", "mongodb://own");
        assertThat(sources.resolve("default", NOTHING).uri().hosts()).containsExactly("own");
    }

    @Test
    void codesUriWinsAndANullOneIsNotSet() {
        environment.put("MONGO_URI", "mongodb://env");
        ConnectionOptions code =
                ConnectionOptions.builder().uri("mongodb://code").build();
        assertThat(sources.resolve("default", code).uri().hosts()).containsExactly("code");
        ConnectionOptions missing = ConnectionOptions.builder().uri(null).build();
        assertThat(sources.resolve("default", missing).uri().hosts()).containsExactly("env");
    }

    @ParameterizedTest
    @CsvSource({
        "meerkat.connections.logs.max-pol-size,did you mean max-pool-size?",
        "meerkat.connections.logs.maxPolSize,did you mean maxPoolSize?",
        "meerkat.connections.logs.colour,is no option",
        "meerkat.connections.logs.,is no option",
        "meerkat.connection.logs.uri,did you mean meerkat.connections?",
        "meerkat.aplication,did you mean meerkat.application?",
    })
    void unknownPropertiesAreErrorsInFileAndSystem(String key, String message) {
        for (Properties properties : new Properties[] {file, system}) {
            properties.setProperty(key, "1");
            assertThatThrownBy(() -> sources.resolve("logs", NOTHING))
                    .isInstanceOf(InvalidOptionsException.class)
                    .hasMessageContaining(message)
                    .hasMessageContaining("connection=logs");
            properties.clear();
        }
    }

    @Test
    void unknownVariablesAreErrorsUnderMeerkatsPrefixAlone() {
        environment.put("MEERKAT_CONNECTION_LOGS_URI", "x");
        environment.put("MEERKAT_HOME", "x");
        system.setProperty("meerkat.dashboard.port", "80");
        assertThat(sources.resolve("logs", NOTHING).maxPoolSize()).isEqualTo(100);
        environment.put("MEERKAT_CONNECTIONS_LOGS_MAX_POL_SIZE", "1");
        assertThatThrownBy(() -> sources.resolve("logs", NOTHING))
                .hasMessageContaining("MEERKAT_CONNECTIONS_LOGS_MAX_POL_SIZE: is no option")
                .hasMessageContaining("did you mean MAX_POOL_SIZE?");
    }

    @Test
    void twoSpellingsOfOneOptionInOneSourceAreAnError() {
        file.setProperty("meerkat.connections.logs.max-pool-size", "1");
        file.setProperty("meerkat.connections.logs.maxPoolSize", "1");
        assertThatThrownBy(() -> sources.resolve("logs", NOTHING)).hasMessageContaining("means the same as");
    }

    @Test
    void allProblemsOfAllSourcesAreInOneMessage() {
        file.setProperty("meerkat.connections.logs.max-pool-size", "many");
        environment.put("MEERKAT_CONNECTIONS_LOGS_RETRY", "often");
        system.setProperty("meerkat.connections.logs.uri", "h");
        assertThatThrownBy(() -> sources.resolve("logs", NOTHING))
                .hasMessageStartingWith("MK-INVALID-OPTIONS: 3 problems in the options (connection=logs):")
                .hasMessageContaining("meerkat.connections.logs.max-pool-size = many")
                .hasMessageContaining("MEERKAT_CONNECTIONS_LOGS_RETRY = often");
    }

    @Test
    void aBadValueIsAnErrorEvenWhereAStrongerSourceHidesIt() {
        file.setProperty("meerkat.connections.logs.max-pool-size", "many");
        ConnectionOptions code = ConnectionOptions.builder().maxPoolSize(3).build();
        assertThatThrownBy(() -> sources.resolve("logs", code)).hasMessageContaining("= many");
    }

    @Test
    void resolvingAgainAsksTheSourcesAgainAndKeepsCode() {
        environment.put("MEERKAT_CONNECTIONS_LOGS_MAX_POOL_SIZE", "4");
        ConnectionOptions once = sources.resolve(
                "logs", ConnectionOptions.builder().minPoolSize(1).build());
        assertThat(sources.resolve("logs", once)).isEqualTo(once);
        environment.put("MEERKAT_CONNECTIONS_LOGS_MAX_POOL_SIZE", "5");
        ConnectionOptions twice = sources.resolve("logs", once);
        assertThat(twice.maxPoolSize()).isEqualTo(5);
        assertThat(twice.minPoolSize()).isEqualTo(1);
    }

    @Test
    void aBuilderOfResolvedOptionsKeepsEverySource() {
        environment.put("MEERKAT_CONNECTIONS_LOGS_URI", "mongodb://ada:old@h/?authSource=admin");
        file.setProperty("meerkat.connections.logs.retry", "none");
        ConnectionOptions rotated =
                sources.resolve("logs", NOTHING).toBuilder().credential("new").build();
        assertThat(rotated.retry()).isEqualTo(RetryPolicy.none());
        assertThat(rotated.revealForDriver()).isEqualTo("mongodb://ada:new@h/?authsource=admin");
        assertThat(rotated.appName()).endsWith("/logs");
        assertThat(explained(rotated, "credential")).isEqualTo("credential = <hidden> (code)");
    }

    @Test
    void theApplicationNamesTheConnectionInTheServersLog() {
        assertThat(sources.resolve("logs", NOTHING).appName())
                .isNotEqualTo("/logs")
                .endsWith("/logs");
        file.setProperty("meerkat.application", "shop");
        assertThat(sources.resolve("logs", NOTHING).appName()).isEqualTo("shop/logs");
        environment.put("MEERKAT_APPLICATION", "store");
        assertThat(sources.resolve("logs", NOTHING).appName()).isEqualTo("store/logs");
        system.setProperty("meerkat.application", "mall");
        assertThat(sources.resolve("logs", ConnectionOptions.worker()).appName())
                .isEqualTo("mall/logs/worker");
    }

    @Test
    void C4_whereNobodyNamesAUriTheCredentialSourceAndTheWatchingOfFilesAreTheDefaultConnectionsToo() {
        CredentialSource source = CredentialSource.callback(
                () -> Credentials.of("ada", "secret"), Duration.ofHours(1));
        ConnectionOptions elsewhere = ConnectionOptions.builder()
                .uri("mongodb://h")
                .credential(source)
                .watchTlsFiles(false)
                .build();
        ConnectionOptions worker = sources.resolve("mailer", ConnectionOptions.worker(), elsewhere);
        assertThat(worker.uri().hosts()).containsExactly("h");
        assertThat(worker.credentialSource()).contains(source);
        assertThat(worker.watchTlsFiles()).isFalse();
        file.setProperty("meerkat.connections.mailer.user", "bob");
        file.setProperty("meerkat.connections.mailer.password", "own");
        assertThat(sources.resolve("mailer", ConnectionOptions.worker(), elsewhere)
                        .credentialSource())
                .as("a login of its own is not outdone by another connection's source")
                .isEmpty();
        file.clear();
        file.setProperty("meerkat.connections.mailer.uri", "mongodb://other");
        ConnectionOptions alone = sources.resolve("mailer", ConnectionOptions.worker(), elsewhere);
        assertThat(alone.credentialSource()).isEmpty();
        assertThat(alone.watchTlsFiles()).isTrue();
    }

    @Test
    void theProgramsNameIsTheMainClassOrJar() {
        assertThat(Naming.program("org.example.shop.Main --port 80")).isEqualTo("Main");
        assertThat(Naming.program("/opt/shop/shop-1.2.jar x")).isEqualTo("shop-1.2");
        assertThat(Naming.program("shop.module/org.example.Main")).isEqualTo("Main");
        assertThat(Naming.program("")).isEqualTo("java");
    }

    @Test
    void connectionNamesComeFromEverySource() {
        file.setProperty("meerkat.connections.logs.uri", "mongodb://h");
        system.setProperty("meerkat.connections.My_Cache.uri", "mongodb://h");
        environment.put("MEERKAT_CONNECTIONS_MY_CACHE_MAX_POOL_SIZE", "1");
        environment.put("MEERKAT_CONNECTIONS_TENANT_EU_READ_ONLY", "true");
        environment.put("MONGO_URI", "mongodb://h");
        assertThat(sources.connectionNames()).containsExactlyInAnyOrder("logs", "My_Cache", "tenant-eu", "default");
    }

    @ParameterizedTest
    @CsvSource({
        "MEERKAT_CONNECTIONS_NONSENSE,names no connection's option",
        "MEERKAT_CONNECTIONS_LOGS_URL,did you mean URI?",
        "MEERKAT_CONNECTIONS__LOGS_URI,<NAME>_<OPTION>",
        "MEERKAT_CONNECTIONS_,names no connection's option",
        "meerkat.connections.logs,meerkat.connections.logs.uri",
    })
    void keysThatNameNoConnectionOrNoOptionAreErrorsWhereAllConnectionsAreListed(String key, String message) {
        if (key.startsWith("MEERKAT")) {
            environment.put(key, "mongodb://ada:hunter2@h");
        } else {
            system.setProperty(key, "mongodb://ada:hunter2@h");
        }
        assertThatThrownBy(sources::connectionNames)
                .isInstanceOf(InvalidOptionsException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
        assertThat(sources.resolve("other", NOTHING).maxPoolSize())
                .as("another connection's mistake harms no other")
                .isEqualTo(100);
    }

    @Test
    void namesThatAreOneInTheEnvironmentAreAnError() {
        file.setProperty("meerkat.connections.tenant-eu.uri", "mongodb://h");
        assertThat(sources.resolve("tenant-eu", NOTHING).uri().hosts()).containsExactly("h");
        assertThatThrownBy(() -> sources.resolve("tenant_eu", NOTHING)).hasMessageContaining("TENANT_EU");
        assertThatThrownBy(() -> sources.resolve("Tenant-EU", NOTHING)).hasMessageContaining("TENANT_EU");
    }

    @Test
    void secretsOfSourcesAreNotShown() {
        environment.put("MEERKAT_CONNECTIONS_LOGS_URI", "mongodb://ada:hunter2@h");
        environment.put("MEERKAT_CONNECTIONS_LOGS_PASSWORD", "hunter3");
        ConnectionOptions options = sources.resolve("logs", NOTHING);
        assertThat(options + options.explainText()).doesNotContain("hunter", "ada");
        assertThat(explained(options, "credential"))
                .isEqualTo("credential = <hidden> (environment MEERKAT_CONNECTIONS_LOGS_PASSWORD)");
        environment.put("MEERKAT_CONNECTIONS_LOGS_PASSWORD", " ");
        assertThatThrownBy(() -> sources.resolve("logs", NOTHING))
                .hasMessageContaining("MEERKAT_CONNECTIONS_LOGS_PASSWORD = <hidden>: must be text that is not blank");
    }
}
