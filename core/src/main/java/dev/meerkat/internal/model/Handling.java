package dev.meerkat.internal.model;

import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How one handle of a model sends its operations; null means as the connection says. Immutable. */
record Handling(
        @Nullable ClientSession session,
        @Nullable Duration timeout,
        @Nullable ReadPreference readPreference,
        @Nullable WriteConcern writeConcern) {
    static final Handling PLAIN = new Handling(null, null, null, null);

    Handling with(ClientSession other) {
        return new Handling(other, timeout, readPreference, writeConcern);
    }

    Handling with(Duration other) {
        if (other.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "timeout must be at least 1 ms, but is " + other); // 0 is the driver's word for none
        }
        return new Handling(session, other, readPreference, writeConcern);
    }

    Handling with(ReadPreference other) {
        return new Handling(session, timeout, other, writeConcern);
    }

    Handling with(WriteConcern other) {
        return new Handling(session, timeout, readPreference, other);
    }

    <D> MongoCollection<D> apply(MongoCollection<D> collection) {
        MongoCollection<D> handled = collection;
        if (timeout != null) {
            handled = handled.withTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (readPreference != null) {
            handled = handled.withReadPreference(readPreference);
        }
        return writeConcern == null ? handled : handled.withWriteConcern(writeConcern);
    }
}
