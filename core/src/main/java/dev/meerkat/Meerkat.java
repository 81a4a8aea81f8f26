package dev.meerkat;

import dev.meerkat.health.Health;
import dev.meerkat.model.Model;
import dev.meerkat.model.Schema;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.TenantPools;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.SocketBudget;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import org.bson.Document;

/**
 * The static face of the application's default {@link ConnectionRegistry}: the same methods, for programs that need only one.
 *
 * <p>Thread safety: safe. Source: contract §1.
 */
public final class Meerkat {
    private static final ConnectionRegistry REGISTRY = new ConnectionRegistry();

    private Meerkat() {}

    /** The registry behind the static methods. */
    public static ConnectionRegistry registry() {
        return REGISTRY;
    }

    /** See {@link ConnectionRegistry#connect()}. */
    public static Connection connect() {
        return REGISTRY.connect();
    }

    /** See {@link ConnectionRegistry#initMongo()}. */
    public static Connection initMongo() {
        return REGISTRY.initMongo();
    }

    /** See {@link ConnectionRegistry#connect(String)}. */
    public static Connection connect(String uri) {
        return REGISTRY.connect(uri);
    }

    /** See {@link ConnectionRegistry#connect(String, Consumer)}. */
    public static Connection connect(String uri, Consumer<ConnectionOptions.Builder> options) {
        return REGISTRY.connect(uri, options);
    }

    /** See {@link ConnectionRegistry#connect(ConnectionOptions)}. */
    public static Connection connect(ConnectionOptions options) {
        return REGISTRY.connect(options);
    }

    /** See {@link ConnectionRegistry#connectAsync(String)}. */
    public static CompletableFuture<Connection> connectAsync(String uri) {
        return REGISTRY.connectAsync(uri);
    }

    /** See {@link ConnectionRegistry#connectAsync(ConnectionOptions)}. */
    public static CompletableFuture<Connection> connectAsync(ConnectionOptions options) {
        return REGISTRY.connectAsync(options);
    }

    /** See {@link ConnectionRegistry#createConnection(String, String)}. */
    public static Connection createConnection(String name, String uri) {
        return REGISTRY.createConnection(name, uri);
    }

    /** See {@link ConnectionRegistry#createConnection(String, String, ConnectionOptions)}. */
    public static Connection createConnection(String name, String uri, ConnectionOptions options) {
        return REGISTRY.createConnection(name, uri, options);
    }

    /** See {@link ConnectionRegistry#createConnection(String, ConnectionOptions)}. */
    public static Connection createConnection(String name, ConnectionOptions options) {
        return REGISTRY.createConnection(name, options);
    }

    /** See {@link ConnectionRegistry#connectConfigured()}. */
    public static List<Connection> connectConfigured() {
        return REGISTRY.connectConfigured();
    }

    /** See {@link ConnectionRegistry#worker(String)}. */
    public static Worker worker(String name) {
        return REGISTRY.worker(name);
    }

    /** See {@link ConnectionRegistry#worker(String, Consumer)}. */
    public static Worker worker(String name, Consumer<ConnectionOptions.Builder> options) {
        return REGISTRY.worker(name, options);
    }

    /** See {@link ConnectionRegistry#tenants(Connection, UnaryOperator, int)}. */
    public static Tenants tenants(Connection connection, UnaryOperator<String> nameRule, int cap) {
        return REGISTRY.tenants(connection, nameRule, cap);
    }

    /** See {@link ConnectionRegistry#tenants(Connection, UnaryOperator, TenantPools)}. */
    public static Tenants tenants(Connection connection, UnaryOperator<String> nameRule, TenantPools pools) {
        return REGISTRY.tenants(connection, nameRule, pools);
    }

    /** See {@link ConnectionRegistry#connection()}. */
    public static Connection connection() {
        return REGISTRY.connection();
    }

    /** See {@link ConnectionRegistry#connection(String)}. */
    public static Connection connection(String name) {
        return REGISTRY.connection(name);
    }

    /** See {@link ConnectionRegistry#find(String)}. */
    public static Optional<Connection> find(String name) {
        return REGISTRY.find(name);
    }

    /** See {@link ConnectionRegistry#connections()}. */
    public static List<Connection> connections() {
        return REGISTRY.connections();
    }

    /** See {@link ConnectionRegistry#model(String, Class)}. */
    public static <T> Model<T> model(String name, Class<T> type) {
        return REGISTRY.model(name, type);
    }

    /** See {@link ConnectionRegistry#model(String, Schema)}. */
    public static Model<Document> model(String name, Schema schema) {
        return REGISTRY.model(name, schema);
    }

    /** See {@link ConnectionRegistry#model(String, Class, Schema)}. */
    public static <T> Model<T> model(String name, Class<T> type, Schema schema) {
        return REGISTRY.model(name, type, schema);
    }

    /** See {@link ConnectionRegistry#health()}. */
    public static List<Health> health() {
        return REGISTRY.health();
    }

    /** See {@link ConnectionRegistry#remove(String)}. */
    public static Optional<DrainReport> remove(String name) {
        return REGISTRY.remove(name);
    }

    /** See {@link ConnectionRegistry#budget()}. */
    public static SocketBudget budget() {
        return REGISTRY.budget();
    }

    /** See {@link ConnectionRegistry#budget(int)}. */
    public static SocketBudget budget(int instances) {
        return REGISTRY.budget(instances);
    }

    /** The default connection's ready state; DISCONNECTED if there is none. */
    public static ReadyState readyState() {
        return REGISTRY.find(ConnectionRegistry.DEFAULT)
                .map(Connection::readyState)
                .orElse(ReadyState.DISCONNECTED);
    }

    /** See {@link ConnectionRegistry#closeOnSignals()}. */
    public static void closeOnSignals() {
        REGISTRY.closeOnSignals();
    }

    /** See {@link ConnectionRegistry#closeOnSignals(IntUnaryOperator)}. */
    public static void closeOnSignals(IntUnaryOperator exitCode) {
        REGISTRY.closeOnSignals(exitCode);
    }

    /** See {@link ConnectionRegistry#stopNotice(Duration)}. */
    public static void stopNotice(Duration time) {
        REGISTRY.stopNotice(time);
    }

    /** See {@link ConnectionRegistry#close()}. Mongoose's {@code disconnect}. */
    public static void disconnect() {
        REGISTRY.close();
    }
}
