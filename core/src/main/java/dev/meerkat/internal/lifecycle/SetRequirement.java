package dev.meerkat.internal.lifecycle;

import com.mongodb.connection.ClusterType;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.error.ReplicaSetRequiredException;
import dev.meerkat.internal.driver.DriverClient;
import org.jspecify.annotations.Nullable;

/** Refuses what a standalone server cannot do, by what is known of the deployment: nothing is sent for it. Source: contract I6, I7. */
final class SetRequirement {
    private final String connection;
    private final Lifecycle lifecycle;

    SetRequirement(String connection, Lifecycle lifecycle) {
        this.connection = connection;
        this.lifecycle = lifecycle;
    }

    /** Why the deployment has no transactions and change streams; null if it has, or if nothing is known yet. */
    @Nullable
    Diagnosis missing() {
        DriverClient client = lifecycle.client();
        boolean standalone = client != null && client.facts().cluster().getType() == ClusterType.STANDALONE;
        return standalone ? Diagnosis.of(Problem.REPLICA_SET_REQUIRED, "the server is a standalone", null, null) : null;
    }

    /** Throws where {@link #missing()} has something to say. */
    void check() {
        Diagnosis missing = missing();
        if (missing != null) {
            String text = missing.code() + ": " + missing.message() + " (connection=" + connection + "). Fix: "
                    + missing.fix();
            throw new ReplicaSetRequiredException(text, missing, null);
        }
    }
}
