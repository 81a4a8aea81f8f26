package dev.meerkat.options;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import dev.meerkat.health.HealthPolicy;
import dev.meerkat.options.Option.Role;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every option there is, in the order of the contract's table. Source: contract §4. */
final class OptionTable {
    static final Option<Preset> PRESET = plain("preset", Preset.class, Kinds.oneOf(Preset.class, Preset.PRODUCTION));
    static final Option<ConnectionUri> URI =
            new Option<>("uri", ConnectionUri.class, TypedKinds.uri(), null, Role.NOT_IN_URI);
    static final Option<Integer> MAX_POOL_SIZE = whole("maxPoolSize", 0, 100);
    static final Option<Integer> MIN_POOL_SIZE = whole("minPoolSize", 0, 0);
    static final Option<Duration> MAX_IDLE_TIME = lastingOrNone("maxIdleTime", seconds(10), "10s");
    static final Option<Duration> WAIT_QUEUE_TIMEOUT = lasting("waitQueueTimeout", seconds(5), "5s");
    static final Option<Integer> MAX_CONNECTING = whole("maxConnecting", 1, 2);
    static final Option<Duration> MAX_LIFE_TIME = lastingOrNone("maxLifeTime", Duration.ZERO, "30m");
    static final Option<Duration> SERVER_SELECTION_TIMEOUT = lasting("serverSelectionTimeout", seconds(30), "30s");
    static final Option<Duration> CONNECT_TIMEOUT = lasting("connectTimeout", seconds(10), "10s");
    static final Option<Duration> SOCKET_TIMEOUT = lastingOrNone("socketTimeout", Duration.ZERO, "45s");
    static final Option<Duration> OPERATION_TIMEOUT =
            lastingOrNone("operationTimeout", Duration.ZERO, "10s", "timeoutMS");
    static final Option<Duration> HEARTBEAT_FREQUENCY = new Option<>(
            "heartbeatFrequency",
            Duration.class,
            Kinds.duration(Duration.ofMillis(500), "10s"),
            seconds(10),
            Role.PLAIN);
    static final Option<Boolean> AUTO_INDEX = yesOrNo("autoIndex", true);
    static final Option<Boolean> AUTO_CREATE = yesOrNo("autoCreate", true);
    static final Option<Boolean> BUFFER_COMMANDS = yesOrNo("bufferCommands", true);
    static final Option<Duration> BUFFER_TIMEOUT = lasting("bufferTimeout", null, "30s");
    static final Option<Integer> MAX_BUFFERED = whole("maxBuffered", 0, 10_000);
    static final Option<RetryPolicy> RETRY = new Option<>(
            "retry",
            RetryPolicy.class,
            Kinds.retry(),
            RetryPolicy.exponential(Duration.ofMillis(500), seconds(30)),
            Role.PLAIN);
    static final Option<Startup> STARTUP = new Option<>(
            "startup", Startup.class, Kinds.oneOf(Startup.class, Startup.BACKGROUND), Startup.REQUIRED, Role.PLAIN);
    static final Option<Duration> STARTUP_TIMEOUT = lastingOrNone("startupTimeout", seconds(60), "60s");
    static final Option<Boolean> REQUIRED = yesOrNo("required", true);
    static final Option<StrictQuery> STRICT_QUERY = new Option<>(
            "strictQuery",
            StrictQuery.class,
            Kinds.oneOf(StrictQuery.class, StrictQuery.TRUE),
            StrictQuery.FALSE,
            Role.PLAIN);
    static final Option<Boolean> SANITIZE_FILTER = yesOrNo("sanitizeFilter", true);
    static final Option<Duration> CLOSE_GRACE =
            new Option<>("closeGrace", Duration.class, Kinds.duration(Duration.ZERO, "10s"), seconds(10), Role.PLAIN);
    static final Option<Duration> LEAK_THRESHOLD = lastingOrNone("leakThreshold", Duration.ZERO, "1m");
    static final Option<String> APP_NAME = new Option<>(
            "appName", String.class, Kinds.text("text that is not blank", "shop", text -> true), null, Role.PLAIN);
    static final Option<ReadPreference> READ_PREFERENCE = new Option<>(
            "readPreference", ReadPreference.class, Kinds.readPreference(), ReadPreference.primary(), Role.NOT_IN_URI);
    static final Option<ReadConcern> READ_CONCERN = new Option<>(
            "readConcern",
            ReadConcern.class,
            Kinds.readConcern(),
            ReadConcern.DEFAULT,
            Role.NOT_IN_URI,
            "readConcernLevel");
    static final Option<WriteConcern> WRITE_CONCERN = new Option<>(
            "writeConcern", WriteConcern.class, Kinds.writeConcern(), WriteConcern.ACKNOWLEDGED, Role.NOT_IN_URI, "w");
    static final Option<Boolean> READ_ONLY = yesOrNo("readOnly", false);
    static final Option<String> DATABASE = new Option<>(
            "database", String.class, TypedKinds.database(), ConnectionUri.DEFAULT_DATABASE, Role.PLAIN, "dbName");
    static final Option<MongoCredential> CREDENTIAL = new Option<>(
            "credential",
            MongoCredential.class,
            Kinds.object("a credential", c -> Hidden.TEXT),
            null,
            Role.ONLY_IN_CODE);
    static final Option<String> USER = new Option<>("user", String.class, any(), null, Role.SECRET_PART, "username");
    static final Option<String> PASSWORD =
            new Option<>("password", String.class, any(), null, Role.SECRET_PART, "pass");
    static final Option<CredentialSource> CREDENTIAL_SOURCE = new Option<>(
            "credentialSource", CredentialSource.class, TypedKinds.credentialSource(), null, Role.NOT_IN_URI);
    static final Option<TlsOptions> TLS =
            new Option<>("tls", TlsOptions.class, TypedKinds.tls(), null, Role.NOT_IN_URI, "ssl");
    static final Option<String> TLS_CA_FILE = new Option<>("tlsCAFile", String.class, path(), null, Role.PART);
    static final Option<String> TLS_CERTIFICATE_KEY_FILE =
            new Option<>("tlsCertificateKeyFile", String.class, path(), null, Role.PART);
    static final Option<String> TLS_CERTIFICATE_KEY_FILE_PASSWORD =
            new Option<>("tlsCertificateKeyFilePassword", String.class, any(), null, Role.SECRET_PART_IN_URI);
    static final Option<Boolean> WATCH_TLS_FILES = yesOrNo("watchTlsFiles", true);
    static final Option<Boolean> SIGNALS = yesOrNo("signals", false);

    static final Option<Integer> INSTANCES = whole("instances", 1, 1);
    static final Option<String> LINT_IGNORE = plain("lintIgnore", String.class, TypedKinds.lintRules());

    static final Option<HealthPolicy> HEALTH = new Option<>(
            "health",
            HealthPolicy.class,
            Kinds.object("a HealthPolicy", HealthPolicy::toString),
            HealthPolicy.defaults(),
            Role.ONLY_IN_CODE);

    @SuppressWarnings({"unchecked", "rawtypes"})
    static final Option<Consumer<MongoClientSettings.Builder>> CUSTOMIZE =
            new Option("customize", Consumer.class, Kinds.object("a function", f -> "set"), null, Role.ONLY_IN_CODE);

    static final List<Option<?>> ALL = List.of(
            PRESET,
            URI,
            MAX_POOL_SIZE,
            MIN_POOL_SIZE,
            MAX_IDLE_TIME,
            WAIT_QUEUE_TIMEOUT,
            MAX_CONNECTING,
            MAX_LIFE_TIME,
            SERVER_SELECTION_TIMEOUT,
            CONNECT_TIMEOUT,
            SOCKET_TIMEOUT,
            OPERATION_TIMEOUT,
            HEARTBEAT_FREQUENCY,
            AUTO_INDEX,
            AUTO_CREATE,
            BUFFER_COMMANDS,
            BUFFER_TIMEOUT,
            MAX_BUFFERED,
            RETRY,
            STARTUP,
            STARTUP_TIMEOUT,
            REQUIRED,
            STRICT_QUERY,
            SANITIZE_FILTER,
            CLOSE_GRACE,
            LEAK_THRESHOLD,
            APP_NAME,
            READ_PREFERENCE,
            READ_CONCERN,
            WRITE_CONCERN,
            READ_ONLY,
            DATABASE,
            CREDENTIAL,
            USER,
            PASSWORD,
            CREDENTIAL_SOURCE,
            TLS,
            TLS_CA_FILE,
            TLS_CERTIFICATE_KEY_FILE,
            TLS_CERTIFICATE_KEY_FILE_PASSWORD,
            WATCH_TLS_FILES,
            SIGNALS,
            INSTANCES,
            LINT_IGNORE,
            HEALTH,
            CUSTOMIZE);

    /** Where a deployment is and how to get in. */
    static final List<Option<?>> ACCESS = List.of(
            URI,
            CREDENTIAL,
            USER,
            PASSWORD,
            TLS,
            TLS_CA_FILE,
            TLS_CERTIFICATE_KEY_FILE,
            TLS_CERTIFICATE_KEY_FILE_PASSWORD,
            WATCH_TLS_FILES);

    /** What outdoes, or is outdone by, a {@link #CREDENTIAL_SOURCE}. */
    static final List<Option<?>> LOGIN = List.of(CREDENTIAL, USER, PASSWORD);

    private OptionTable() {}

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static <T> Option<T> plain(String name, Class<T> type, Kind<T> kind) {
        return new Option<>(name, type, kind, null, Role.PLAIN);
    }

    private static Option<Integer> whole(String name, int from, int fallback) {
        return new Option<>(name, Integer.class, Kinds.whole(from, String.valueOf(fallback)), fallback, Role.PLAIN);
    }

    private static Option<Boolean> yesOrNo(String name, boolean fallback) {
        return new Option<>(name, Boolean.class, Kinds.yesOrNo(!fallback), fallback, Role.PLAIN);
    }

    private static Option<Duration> lasting(String name, @Nullable Duration fallback, String example) {
        return new Option<>(name, Duration.class, Kinds.duration(Duration.ofMillis(1), example), fallback, Role.PLAIN);
    }

    private static Option<Duration> lastingOrNone(String name, Duration fallback, String example, String... aliases) {
        return new Option<>(name, Duration.class, Kinds.durationOrNone(example), fallback, Role.PLAIN, aliases);
    }

    private static Kind<String> any() {
        return Kinds.text("text that is not blank", "…", text -> true);
    }

    private static Kind<String> path() {
        return Kinds.text("the path of a PEM file", "/etc/ssl/mongo.pem", text -> true);
    }
}
