package dev.meerkat.internal.driver;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterSettings;
import com.mongodb.connection.ConnectionPoolSettings;
import com.mongodb.connection.ServerSettings;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.spi.dns.InetAddressResolver;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.InvalidOptionsException;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.TlsOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** Turns options into the driver's settings: connection string first, then the options, then {@code customize}. */
public final class DriverSettings {
    /** How far a client's {@code maxLifeTime} strays from the option, as a part of it. */
    private static final double LIFE_TIME_JITTER = 0.1;

    private DriverSettings() {}

    /**
     * The settings of a new client, all but {@code customize}. Blocks while the driver asks DNS for the TXT record of a {@code mongodb+srv}
     * URI; reads the TLS files.
     *
     * @param jitter lets the life times of different clients' sockets differ
     * @throws InvalidOptionsException when there is no URI, a TLS file is bad, or the driver refuses what a TXT record adds
     * @throws com.mongodb.MongoException when DNS fails
     */
    public static MongoClientSettings.Builder from(ConnectionOptions options, RandomGenerator jitter) {
        MongoClientSettings.Builder builder = MongoClientSettings.builder();
        ConnectionString text = connectionString(options);
        builder.applyConnectionString(text);
        if (text.getCredential() == null) {
            // Set in code as a whole; any other is in the text, with what a TXT record adds to it.
            options.credential().ifPresent(builder::credential);
        }
        apply(options, jitter, builder);
        return builder;
    }

    /** The settings without the deployment: no URI is needed and DNS is not asked. */
    public static MongoClientSettings withoutDeployment(ConnectionOptions options) {
        MongoClientSettings.Builder builder = MongoClientSettings.builder();
        concerns(options, builder);
        return builder.build();
    }

    /** The settings after {@code customize} had its last word. */
    public static MongoClientSettings finish(MongoClientSettings.Builder builder, ConnectionOptions options) {
        options.customize().ifPresent(customize -> customize.accept(builder));
        return builder.build();
    }

    /** How a client with these settings looks up the addresses of a host. */
    public static InetAddressResolver names(MongoClientSettings settings) {
        return SocketDoor.names(settings);
    }

    /** The settings with Meerkat's listeners, which hear before those of {@code customize}: one that blocks delays nobody but itself. */
    static MongoClientSettings heard(MongoClientSettings settings, DriverFacts facts, ConnectionPoolListener pools) {
        ClusterSettings cluster = settings.getClusterSettings();
        ServerSettings server = settings.getServerSettings();
        ConnectionPoolSettings pool = settings.getConnectionPoolSettings();
        MongoClientSettings.Builder builder = MongoClientSettings.builder(settings)
                .applyToClusterSettings(each -> each.clusterListenerList(first(facts, cluster.getClusterListeners())))
                .applyToServerSettings(each -> each.serverListenerList(first(facts, server.getServerListeners()))
                        .serverMonitorListenerList(first(facts, server.getServerMonitorListeners())))
                .applyToConnectionPoolSettings(
                        each -> each.connectionPoolListenerList(first(pools, pool.getConnectionPoolListeners())));
        if (cluster.getMode() == ClusterConnectionMode.LOAD_BALANCED) {
            builder.commandListenerList(first(facts.balancer(), settings.getCommandListeners()))
                    .applyToConnectionPoolSettings(each -> each.addConnectionPoolListener(facts.balancer()));
        }
        return builder.build();
    }

    private static <T> List<T> first(T ours, List<T> others) {
        return Stream.concat(Stream.of(ours), others.stream()).toList();
    }

    private static ConnectionString connectionString(ConnectionOptions options) {
        try {
            return new ConnectionString(options.revealForDriver());
        } catch (IllegalArgumentException refused) {
            // Read without DNS it was good. The driver's text is left out because it may quote a part of the password.
            String what = "the URI cannot be used with what its TXT record adds";
            Diagnosis diagnosis = Diagnosis.of(Problem.INVALID_OPTIONS, what, null, null);
            String text = diagnosis.code() + ": " + what + ". Fix: correct the TXT record in DNS";
            throw new InvalidOptionsException(text, diagnosis, null);
        }
    }

    private static void apply(ConnectionOptions options, RandomGenerator jitter, MongoClientSettings.Builder builder) {
        builder.applyToConnectionPoolSettings(pool -> pool.maxSize(options.maxPoolSize())
                .minSize(options.minPoolSize())
                .maxConnecting(options.maxConnecting())
                .maxConnectionIdleTime(options.maxIdleTime().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionLifeTime(lifeTime(options.maxLifeTime(), jitter), TimeUnit.MILLISECONDS)
                .maxWaitTime(options.waitQueueTimeout().toMillis(), TimeUnit.MILLISECONDS));
        builder.applyToSocketSettings(
                socket -> socket.connectTimeout(millis(options.connectTimeout()), TimeUnit.MILLISECONDS)
                        .readTimeout(millis(options.socketTimeout()), TimeUnit.MILLISECONDS));
        builder.applyToServerSettings(
                server -> server.heartbeatFrequency(options.heartbeatFrequency().toMillis(), TimeUnit.MILLISECONDS));
        builder.applyToClusterSettings(cluster ->
                cluster.serverSelectionTimeout(options.serverSelectionTimeout().toMillis(), TimeUnit.MILLISECONDS));
        options.tls().ifPresent(tls -> secure(tls, builder));
        concerns(options, builder);
    }

    private static void concerns(ConnectionOptions options, MongoClientSettings.Builder builder) {
        builder.applicationName(options.appName())
                .readPreference(options.readPreference())
                .readConcern(options.readConcern())
                .writeConcern(options.writeConcern());
        options.operationTimeout().ifPresent(timeout -> builder.timeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    private static void secure(TlsOptions tls, MongoClientSettings.Builder builder) {
        builder.applyToSslSettings(ssl -> {
            ssl.enabled(tls.enabled());
            tls.context().ifPresent((SSLContext context) -> ssl.context(context));
        });
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /** Not longer than the driver can hold, never 0, which would mean without limit. */
    private static long lifeTime(Duration stated, RandomGenerator jitter) {
        if (stated.isZero()) {
            return 0;
        }
        double factor = 1 - LIFE_TIME_JITTER + 2 * LIFE_TIME_JITTER * jitter.nextDouble();
        return Math.max(1, Math.round(stated.toMillis() * factor));
    }
}
