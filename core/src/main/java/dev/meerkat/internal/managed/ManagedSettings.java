package dev.meerkat.internal.managed;

import com.mongodb.MongoClientSettings;
import com.mongodb.connection.ClusterDescription;
import dev.meerkat.internal.gate.Generation;
import dev.meerkat.internal.leak.LeakWatch;

/**
 * What a managed client asks its connection, apart from passage through the gate. All methods may be called by any thread at any time,
 * also while there is no driver client.
 */
public interface ManagedSettings {
    /** The settings of the present driver client, or of the next one: getters answer from them. */
    MongoClientSettings client();

    /** What is known about the deployment; a description without servers while there is no driver client. */
    ClusterDescription clusterDescription();

    /** Drains and closes the connection, for {@code MongoClient.close()}. */
    void close();

    /** Whether an idle session may take cluster and operation time from one generation to the other. Source: contract R1. */
    default boolean sameDeployment(Generation from, Generation to) {
        return true;
    }

    /** Who looks for what is held too long. */
    default LeakWatch leaks() {
        return LeakWatch.OFF;
    }

    /** What becomes of failures. */
    default FailureHook failures() {
        return FailureHook.UNCHANGED;
    }
}
