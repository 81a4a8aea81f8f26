package dev.meerkat.options;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.health.HealthPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a connection is told: every option's effective value and where it came from.
 *
 * <p>{@link OptionSetters} tells each option's default, range and unit. Options built in code say only what code, the URI and presets say;
 * {@link OptionSources#resolve} adds the other sources. Immutable; shows no secret. Equal if every effective value is. Source: contract §4.
 */
public final class ConnectionOptions {
    private final Layers stated;
    private final Naming naming;
    private final Map<Option<?>, Settled> values;
    private final @Nullable String driverText;

    ConnectionOptions(Layers stated, Naming naming, Map<Option<?>, Settled> values, @Nullable String driverText) {
        this.stated = stated;
        this.naming = naming;
        this.values = values;
        this.driverText = driverText;
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder(new Layers(), Naming.ofProgram());
    }

    /** Options with nothing set but {@link Preset#PRODUCTION}. */
    public static ConnectionOptions production() {
        return builder().preset(Preset.PRODUCTION).build();
    }

    /** Options with nothing set but {@link Preset#WORKER}. */
    public static ConnectionOptions worker() {
        return builder().preset(Preset.WORKER).build();
    }

    /** A builder with all that is set here, each value with its origin. */
    public Builder toBuilder() {
        return new Builder(stated.copy(), naming);
    }

    /**
     * The connection string.
     *
     * @throws InvalidOptionsException naming {@code MONGO_URI} and the like, when there is none
     */
    public ConnectionUri uri() {
        Object uri = settled(OptionTable.URI).value();
        if (uri == null) {
            throw MissingUri.of(naming.connection());
        }
        return OptionTable.URI.cast(uri);
    }

    /** The preset that adds to what nobody else says; empty without one. */
    public Optional<Preset> preset() {
        return perhaps(OptionTable.PRESET);
    }

    /** The most sockets for each server, 0 without limit. */
    public int maxPoolSize() {
        return value(OptionTable.MAX_POOL_SIZE);
    }

    /** The sockets for each server that are kept open. */
    public int minPoolSize() {
        return value(OptionTable.MIN_POOL_SIZE);
    }

    /** How many sockets a pool opens at the same time. */
    public int maxConnecting() {
        return value(OptionTable.MAX_CONNECTING);
    }

    /** How many callers may wait for the connection. */
    public int maxBuffered() {
        return value(OptionTable.MAX_BUFFERED);
    }

    /** How long a socket may idle, zero for ever. */
    public Duration maxIdleTime() {
        return value(OptionTable.MAX_IDLE_TIME);
    }

    /** How long an operation waits for a socket. */
    public Duration waitQueueTimeout() {
        return value(OptionTable.WAIT_QUEUE_TIMEOUT);
    }

    /** How long a socket may live, zero for ever. */
    public Duration maxLifeTime() {
        return value(OptionTable.MAX_LIFE_TIME);
    }

    /** How long a server is looked for. */
    public Duration serverSelectionTimeout() {
        return value(OptionTable.SERVER_SELECTION_TIMEOUT);
    }

    /** How long a socket may take to connect. */
    public Duration connectTimeout() {
        return value(OptionTable.CONNECT_TIMEOUT);
    }

    /** How long a socket waits for an answer, zero for ever. */
    public Duration socketTimeout() {
        return value(OptionTable.SOCKET_TIMEOUT);
    }

    /** How often servers are checked. */
    public Duration heartbeatFrequency() {
        return value(OptionTable.HEARTBEAT_FREQUENCY);
    }

    /** How long operations wait for the connection. */
    public Duration bufferTimeout() {
        return value(OptionTable.BUFFER_TIMEOUT);
    }

    /** How long a close waits for admitted work. */
    public Duration closeGrace() {
        return value(OptionTable.CLOSE_GRACE);
    }

    /** The time for a whole operation; empty without. */
    public Optional<Duration> operationTimeout() {
        return lasting(OptionTable.OPERATION_TIMEOUT);
    }

    /** The time for the first connect; empty without. */
    public Optional<Duration> startupTimeout() {
        return lasting(OptionTable.STARTUP_TIMEOUT);
    }

    /** For how long cursors, sessions and the like may be held before they are reported; empty for never. */
    public Optional<Duration> leakThreshold() {
        return lasting(OptionTable.LEAK_THRESHOLD);
    }

    /** Whether models create their indexes. */
    public boolean autoIndex() {
        return value(OptionTable.AUTO_INDEX);
    }

    /** Whether models create their collections. */
    public boolean autoCreate() {
        return value(OptionTable.AUTO_CREATE);
    }

    /** Whether operations wait for the connection instead of failing at once. */
    public boolean bufferCommands() {
        return value(OptionTable.BUFFER_COMMANDS);
    }

    /** Whether the application is not ready without this connection. */
    public boolean required() {
        return value(OptionTable.REQUIRED);
    }

    /** Whether operator documents are refused where the schema wants a scalar. */
    public boolean sanitizeFilter() {
        return value(OptionTable.SANITIZE_FILTER);
    }

    /** Whether the connection is for reads alone. */
    public boolean readOnly() {
        return value(OptionTable.READ_ONLY);
    }

    /** Whether SIGINT and SIGTERM drain and exit. */
    public boolean signals() {
        return value(OptionTable.SIGNALS);
    }

    /** The pauses between attempts of the first connect. */
    public RetryPolicy retry() {
        return value(OptionTable.RETRY);
    }

    /** Whether {@code connect()} waits for the first connect. */
    public Startup startup() {
        return value(OptionTable.STARTUP);
    }

    /** What happens to unknown keys in filters of reads. */
    public StrictQuery strictQuery() {
        return value(OptionTable.STRICT_QUERY);
    }

    /** The name in the server's logs. */
    public String appName() {
        return value(OptionTable.APP_NAME);
    }

    /** The database meant when none is named. */
    public String database() {
        return value(OptionTable.DATABASE);
    }

    /** Which members reads go to. */
    public ReadPreference readPreference() {
        return value(OptionTable.READ_PREFERENCE);
    }

    /** The read concern. */
    public ReadConcern readConcern() {
        return value(OptionTable.READ_CONCERN);
    }

    /** The write concern. */
    public WriteConcern writeConcern() {
        return value(OptionTable.WRITE_CONCERN);
    }

    /** Whom to log in as; empty for nobody. A secret. */
    public Optional<MongoCredential> credential() {
        return perhaps(OptionTable.CREDENTIAL);
    }

    /** Where the login comes from each time; empty when it is set once for all. */
    public Optional<CredentialSource> credentialSource() {
        return perhaps(OptionTable.CREDENTIAL_SOURCE);
    }

    /** Whether the files of {@link #tls()} are watched. */
    public boolean watchTlsFiles() {
        return value(OptionTable.WATCH_TLS_FILES);
    }

    /**
     * These options with the login that the credential source gives now; these themselves if there is none. Blocks as long as the source does.
     *
     * @throws dev.meerkat.error.CredentialUnavailableException when the source gives no login
     */
    public ConnectionOptions withPresentLogin() {
        Optional<CredentialSource> source = credentialSource();
        return source.isEmpty()
                ? this
                : Settlement.settle(stated, naming, null, source.get().read());
    }

    /** Whether TLS is spoken, and with what; empty when nobody says so: none. */
    public Optional<TlsOptions> tls() {
        return perhaps(OptionTable.TLS);
    }

    /** How many processes like this one there are. */
    public int instances() {
        return value(OptionTable.INSTANCES);
    }

    /** The linter's rules that are not looked at. */
    public Set<LintRule> lintIgnore() {
        return perhaps(OptionTable.LINT_IGNORE).map(TypedKinds::lintRules).orElse(Set.of());
    }

    /** From when on the connection counts as unwell. */
    public HealthPolicy health() {
        return value(OptionTable.HEALTH);
    }

    /** What has the last word on the driver's settings. */
    public Optional<Consumer<MongoClientSettings.Builder>> customize() {
        return perhaps(OptionTable.CUSTOMIZE);
    }

    /**
     * The connection string for the driver: the URI without Meerkat's options, with the login in force. A secret.
     *
     * @throws InvalidOptionsException when there is no URI
     */
    public String revealForDriver() {
        uri();
        return Objects.requireNonNull(driverText);
    }

    private Settled settled(Option<?> option) {
        return Objects.requireNonNull(values.get(option));
    }

    private <T> T value(Option<T> option) {
        return option.cast(Objects.requireNonNull(settled(option).value(), option.name()));
    }

    private <T> Optional<T> perhaps(Option<T> option) {
        return Optional.ofNullable(settled(option).value()).map(option::cast);
    }

    private Optional<Duration> lasting(Option<Duration> option) {
        return perhaps(option).filter(duration -> !duration.isZero());
    }

    /** Every option with its value, origin and note, in the order of the guide's table. Shows no secret. */
    public List<ExplainedOption> explain() {
        List<ExplainedOption> explained = new ArrayList<>();
        values.forEach((option, settled) -> {
            if (!option.part()) {
                explained.add(new ExplainedOption(
                        option.name(),
                        option.show(settled.value()),
                        settled.origin(),
                        Optional.of(settled.detail()).filter(detail -> !detail.isEmpty()),
                        Optional.of(settled.note()).filter(note -> !note.isEmpty())));
            }
        });
        return explained;
    }

    /** {@link #explain()} as text, one option on each line. */
    public String explainText() {
        return explain().stream().map(ExplainedOption::toString).collect(Collectors.joining("\n"));
    }

    /** What somebody asked for in vain, for the log: values that were cut, forced off or have no effect. */
    public List<String> warnings() {
        Stream<String> ofOptions = values.entrySet().stream()
                .filter(entry -> entry.getValue().warning())
                .map(entry -> entry.getKey().name() + ": " + entry.getValue().note());
        Stream<String> ofUri = settled(OptionTable.URI).value() instanceof ConnectionUri uri
                ? uri.warnings().stream()
                : Stream.empty();
        return Stream.concat(ofOptions, ofUri).toList();
    }

    /** The names of the options whose effective values differ; functions are compared by reference. Source: contract S12. */
    public Set<String> differences(ConnectionOptions other) {
        Set<String> differing = new LinkedHashSet<>();
        values.forEach((option, settled) -> {
            boolean compared = !option.part() && option != OptionTable.PRESET;
            if (compared
                    && !Objects.equals(settled.value(), other.settled(option).value())) {
                differing.add(option.name());
            }
        });
        return differing;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectionOptions that && differences(that).isEmpty();
    }

    @Override
    public int hashCode() {
        return Objects.hash(settled(OptionTable.URI).value(), maxPoolSize(), database(), appName());
    }

    /** What is not the default, without secrets. */
    @Override
    public String toString() {
        return explain().stream()
                .filter(option -> option.origin() != Origin.DEFAULT)
                .map(option -> option.name() + "=" + option.value())
                .collect(Collectors.joining(", ", "ConnectionOptions[", "]"));
    }

    /** What the sources said, for another settlement. */
    Layers stated() {
        return stated;
    }

    /** Collects options; see {@link OptionSetters}. Not thread-safe. */
    public static final class Builder extends OptionSetters {
        private final Layers layers;
        private final Naming naming;

        private Builder(Layers layers, Naming naming) {
            this.layers = layers;
            this.naming = naming;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        Layers layers() {
            return layers;
        }

        /**
         * The options, judged together; the builder may be used further.
         *
         * @throws InvalidOptionsException with every problem: option, value, rule and fix
         */
        public ConnectionOptions build() {
            return Settlement.settle(layers, naming, null);
        }
    }
}
