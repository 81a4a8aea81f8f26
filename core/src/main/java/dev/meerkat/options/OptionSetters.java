package dev.meerkat.options;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.health.HealthPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One setter for each option.
 *
 * <p>Each value is judged when it is set; what is wrong is kept, and {@link ConnectionOptions.Builder#build()} tells all of it at once.
 * Setting an option again replaces value and fault. Durations are whole milliseconds up to 24 days. Not thread-safe. Source: contract §4.
 */
public abstract sealed class OptionSetters permits ConnectionOptions.Builder {
    OptionSetters() {}

    abstract ConnectionOptions.Builder self();

    abstract Layers layers();

    private ConnectionOptions.Builder put(Option<?> option, @Nullable Object value) {
        layers().put(Origin.CODE, option, Entry.of(option, option.name(), value, ""));
        return self();
    }

    /** The connection string; null means not set in code, as an environment variable that is missing. Default: {@code MONGO_URI}. */
    public ConnectionOptions.Builder uri(@Nullable String uri) {
        if (uri == null) {
            layers().remove(Origin.CODE, OptionTable.URI);
        } else {
            layers().put(Origin.CODE, OptionTable.URI, ConnectionUri.read(uri, ""));
        }
        return self();
    }

    /** A layer of defaults. Default: none. */
    public ConnectionOptions.Builder preset(Preset preset) {
        return put(OptionTable.PRESET, preset);
    }

    /** The most sockets for each server, 0 for no limit. Default: 100. */
    public ConnectionOptions.Builder maxPoolSize(int sockets) {
        return put(OptionTable.MAX_POOL_SIZE, sockets);
    }

    /** The sockets for each server that are kept open, not above {@code maxPoolSize}. Default: 0. */
    public ConnectionOptions.Builder minPoolSize(int sockets) {
        return put(OptionTable.MIN_POOL_SIZE, sockets);
    }

    /** How long a socket may idle before it is closed, 0 for ever. Default: 10 s. */
    public ConnectionOptions.Builder maxIdleTime(Duration time) {
        return put(OptionTable.MAX_IDLE_TIME, time);
    }

    /** How long an operation waits for a socket, above 0. Default: 5 s. */
    public ConnectionOptions.Builder waitQueueTimeout(Duration timeout) {
        return put(OptionTable.WAIT_QUEUE_TIMEOUT, timeout);
    }

    /** How many sockets a pool opens at the same time, at least 1. Default: 2. */
    public ConnectionOptions.Builder maxConnecting(int sockets) {
        return put(OptionTable.MAX_CONNECTING, sockets);
    }

    /** How long a socket may live, ±10 % for each client, 0 for ever. Default: 0. */
    public ConnectionOptions.Builder maxLifeTime(Duration time) {
        return put(OptionTable.MAX_LIFE_TIME, time);
    }

    /** How long a server is looked for, above 0. Default: 30 s, 5 s in production. */
    public ConnectionOptions.Builder serverSelectionTimeout(Duration timeout) {
        return put(OptionTable.SERVER_SELECTION_TIMEOUT, timeout);
    }

    /** How long a socket may take to connect, above 0. Default: 10 s. */
    public ConnectionOptions.Builder connectTimeout(Duration timeout) {
        return put(OptionTable.CONNECT_TIMEOUT, timeout);
    }

    /** How long a socket waits for an answer, 0 for ever. Default: 0, 45 s in production. */
    public ConnectionOptions.Builder socketTimeout(Duration timeout) {
        return put(OptionTable.SOCKET_TIMEOUT, timeout);
    }

    /** The time for a whole operation, in place of {@code socketTimeout} and {@code waitQueueTimeout}; 0 for none. Default: none. */
    public ConnectionOptions.Builder operationTimeout(Duration timeout) {
        return put(OptionTable.OPERATION_TIMEOUT, timeout);
    }

    /** How often servers are checked, at least 500 ms. Default: 10 s. */
    public ConnectionOptions.Builder heartbeatFrequency(Duration frequency) {
        return put(OptionTable.HEARTBEAT_FREQUENCY, frequency);
    }

    /** Whether models create their indexes; forced off when the read preference is not primary or the connection is read-only. Default: true, false in production. */
    public ConnectionOptions.Builder autoIndex(boolean create) {
        return put(OptionTable.AUTO_INDEX, create);
    }

    /** Whether models create their collections; forced off when the read preference is not primary or the connection is read-only. Default: true, false in production. */
    public ConnectionOptions.Builder autoCreate(boolean create) {
        return put(OptionTable.AUTO_CREATE, create);
    }

    /** Whether operations wait for the connection instead of failing at once. Default: true. Source: contract G2. */
    public ConnectionOptions.Builder bufferCommands(boolean wait) {
        return put(OptionTable.BUFFER_COMMANDS, wait);
    }

    /** How long operations wait for the connection, above 0. Default: {@code serverSelectionTimeout}, at least 10 s, 15 s in production. */
    public ConnectionOptions.Builder bufferTimeout(Duration timeout) {
        return put(OptionTable.BUFFER_TIMEOUT, timeout);
    }

    /** How many callers may wait for the connection. Default: 10 000. */
    public ConnectionOptions.Builder maxBuffered(int callers) {
        return put(OptionTable.MAX_BUFFERED, callers);
    }

    /** The pauses between attempts of the first connect. Default: {@code exponential(500ms,30s)}, {@code fixed(5s)} in production. */
    public ConnectionOptions.Builder retry(RetryPolicy policy) {
        return put(OptionTable.RETRY, policy);
    }

    /** Whether {@code connect()} waits for the first connect. Default: {@link Startup#REQUIRED}. */
    public ConnectionOptions.Builder startup(Startup startup) {
        return put(OptionTable.STARTUP, startup);
    }

    /** The time for the first connect, 0 for none. Default: 60 s, none in production. */
    public ConnectionOptions.Builder startupTimeout(Duration timeout) {
        return put(OptionTable.STARTUP_TIMEOUT, timeout);
    }

    /** Whether the application is not ready without this connection. Default: true. Source: contract H1. */
    public ConnectionOptions.Builder required(boolean required) {
        return put(OptionTable.REQUIRED, required);
    }

    /** What happens to unknown keys in filters of reads. Default: false, true in production. */
    public ConnectionOptions.Builder strictQuery(StrictQuery strict) {
        return put(OptionTable.STRICT_QUERY, strict);
    }

    /** As {@link #strictQuery(StrictQuery)}, without its third word. */
    public ConnectionOptions.Builder strictQuery(boolean strict) {
        return strictQuery(strict ? StrictQuery.TRUE : StrictQuery.FALSE);
    }

    /** Whether operator documents are refused where the schema wants a scalar. Default: true. */
    public ConnectionOptions.Builder sanitizeFilter(boolean sanitize) {
        return put(OptionTable.SANITIZE_FILTER, sanitize);
    }

    /** How long a close waits for admitted work, from 0. Default: 10 s. */
    public ConnectionOptions.Builder closeGrace(Duration grace) {
        return put(OptionTable.CLOSE_GRACE, grace);
    }

    /**
     * For how long cursors, change streams, sessions and transactions may be held before they are reported, with the stack that began them, as {@link
     * dev.meerkat.event.LeakSuspected} and in {@code Connection.leaks()}; those that were lost without a close are reported and given back. From 0,
     * which is never. Default: never, and then it costs nothing. Source: contract §4, H4.
     */
    public ConnectionOptions.Builder leakThreshold(Duration threshold) {
        return put(OptionTable.LEAK_THRESHOLD, threshold);
    }

    /** The name in the server's logs, cut to 128 bytes. Default: {@code <application>/<connection>}. */
    public ConnectionOptions.Builder appName(String name) {
        return put(OptionTable.APP_NAME, name);
    }

    /** Which members reads go to. Default: the URI's, else primary. */
    public ConnectionOptions.Builder readPreference(ReadPreference preference) {
        return put(OptionTable.READ_PREFERENCE, preference);
    }

    /** The read concern. Default: the URI's, else the server's. */
    public ConnectionOptions.Builder readConcern(ReadConcern concern) {
        return put(OptionTable.READ_CONCERN, concern);
    }

    /** The write concern. Default: the URI's, else the server's. */
    public ConnectionOptions.Builder writeConcern(WriteConcern concern) {
        return put(OptionTable.WRITE_CONCERN, concern);
    }

    /** Whether the connection is for reads alone, so that a secondary is enough to be connected. Default: false. */
    public ConnectionOptions.Builder readOnly(boolean readOnly) {
        return put(OptionTable.READ_ONLY, readOnly);
    }

    /** The database meant when none is named. Default: the URI's, else {@code test}. */
    public ConnectionOptions.Builder database(String name) {
        return put(OptionTable.DATABASE, name);
    }

    /** The password of the URI's user. A secret, never shown. Default: the URI's. */
    public ConnectionOptions.Builder credential(String password) {
        layers().remove(Origin.CODE, OptionTable.CREDENTIAL);
        layers().remove(Origin.CODE, OptionTable.CREDENTIAL_SOURCE);
        return put(OptionTable.PASSWORD, password);
    }

    /** User and password, with the URI's mechanism and source. Secrets, never shown. Default: the URI's. */
    public ConnectionOptions.Builder credential(String user, String password) {
        put(OptionTable.USER, user);
        return credential(password);
    }

    /** The whole credential, in place of all that the URI says about the login. A secret, never shown. */
    public ConnectionOptions.Builder credential(MongoCredential credential) {
        layers().remove(Origin.CODE, OptionTable.USER);
        layers().remove(Origin.CODE, OptionTable.PASSWORD);
        layers().remove(Origin.CODE, OptionTable.CREDENTIAL_SOURCE);
        return put(OptionTable.CREDENTIAL, credential);
    }

    /** Where the login comes from each time, in place of what was set in code before; a login set later replaces it. Default: none. */
    public ConnectionOptions.Builder credential(CredentialSource source) {
        layers().remove(Origin.CODE, OptionTable.CREDENTIAL);
        layers().remove(Origin.CODE, OptionTable.PASSWORD);
        return put(OptionTable.CREDENTIAL_SOURCE, source);
    }

    /**
     * Whether the files that {@code tls} names are watched while the connection is open: when their content changes, the connection rotates to
     * it. Default: true. Source: contract R1.
     */
    public ConnectionOptions.Builder watchTlsFiles(boolean watch) {
        return put(OptionTable.WATCH_TLS_FILES, watch);
    }

    /** Whether TLS is spoken, and with what. Default: the URI's. */
    public ConnectionOptions.Builder tls(TlsOptions tls) {
        return put(OptionTable.TLS, tls);
    }

    /** Whether SIGINT and SIGTERM drain and exit. Default: false, true in production. Source: contract C4. */
    public ConnectionOptions.Builder signals(boolean handle) {
        return put(OptionTable.SIGNALS, handle);
    }

    /** How many processes like this one share the servers, from 1; for the linter and the doctor alone. Default: 1. Source: contract D3. */
    public ConnectionOptions.Builder instances(int count) {
        return put(OptionTable.INSTANCES, count);
    }

    /** The linter's rules that are not looked at; in configuration their codes, parted by commas. Default: none. Source: contract D3. */
    public ConnectionOptions.Builder lintIgnore(LintRule... rules) {
        if (rules.length == 0) {
            layers().remove(Origin.CODE, OptionTable.LINT_IGNORE);
            return self();
        }
        return put(
                OptionTable.LINT_IGNORE,
                Stream.of(rules).map(LintRule::code).sorted().distinct().collect(Collectors.joining(",")));
    }

    /** From when on the connection counts as unwell. Default: {@link HealthPolicy#defaults()}. Source: contract H1, H4. */
    public ConnectionOptions.Builder health(HealthPolicy policy) {
        return put(OptionTable.HEALTH, policy);
    }

    /** Has the last word on the driver's settings. Compared by reference. Default: none. */
    public ConnectionOptions.Builder customize(Consumer<MongoClientSettings.Builder> settings) {
        return put(OptionTable.CUSTOMIZE, settings);
    }

    /**
     * Sets an option from text, as configuration does.
     *
     * @param name in camelCase or kebab-case, also as the driver or Mongoose spell it: {@code serverSelectionTimeoutMS}
     * @param text for example {@code 10}, {@code 500ms}, {@code none}, {@code fixed(5s)}; a bare number of milliseconds only where the name
     *     ends in {@code MS}
     */
    public ConnectionOptions.Builder set(String name, String text) {
        Objects.requireNonNull(name, "name");
        Spelling spelling = Spelling.inConfiguration(name);
        if (spelling == null) {
            layers().add(Unknown.option(name, Hidden.name(name), Spelling.namesInConfiguration()));
        } else {
            layers().put(Origin.CODE, spelling.option(), spelling.read(name, text, ""));
        }
        return self();
    }
}
