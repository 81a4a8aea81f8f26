package dev.meerkat.internal.lifecycle;

import com.mongodb.MongoClientSettings;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.driver.DriverSettings;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.leak.LeakWatch;
import dev.meerkat.internal.managed.FailureHook;
import dev.meerkat.internal.managed.ManagedSettings;
import dev.meerkat.options.ConnectionOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the managed client asks its connection. Thread safety: safe. */
final class ClientView implements ManagedSettings {
    private static final ClusterDescription NOTHING =
            new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of());

    private final GuardedConnection connection;
    private final FailureHook failures;
    private final LeakWatch leaks;
    private volatile @Nullable Known known;

    ClientView(GuardedConnection connection, FailureHook failures, LeakWatch leaks) {
        this.connection = connection;
        this.failures = failures;
        this.leaks = leaks;
    }

    /** Settings made from options without a driver client. */
    private record Known(ConnectionOptions options, MongoClientSettings settings) {}

    /** The present driver client's settings; before it exists what the options say without the URI, whose reading may ask DNS. */
    @Override
    public MongoClientSettings client() {
        DriverClient present = connection.driverClient();
        if (present != null) {
            return present.settings();
        }
        ConnectionOptions options = connection.options();
        Known made = known;
        if (made == null || made.options != options) {
            made = new Known(options, DriverSettings.withoutDeployment(options));
            known = made;
        }
        return made.settings;
    }

    @Override
    public ClusterDescription clusterDescription() {
        DriverClient present = connection.driverClient();
        return present == null ? NOTHING : present.facts().cluster();
    }

    @Override
    public void close() {
        connection.close();
    }

    @Override
    public boolean sameDeployment(Generation from, Generation to) {
        return from.deployment() == to.deployment();
    }

    @Override
    public LeakWatch leaks() {
        return leaks;
    }

    @Override
    public FailureHook failures() {
        return failures;
    }
}
