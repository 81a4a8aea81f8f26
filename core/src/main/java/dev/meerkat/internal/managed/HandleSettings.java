package dev.meerkat.internal.managed;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import java.util.concurrent.TimeUnit;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;

/** What was set on a handle by its {@code with…} methods and those of its parents; null means the client's own. Immutable. */
record HandleSettings(
        @Nullable CodecRegistry codecRegistry,
        @Nullable ReadPreference readPreference,
        @Nullable WriteConcern writeConcern,
        @Nullable ReadConcern readConcern,
        @Nullable Long timeoutMillis) {
    static final HandleSettings NONE = new HandleSettings(null, null, null, null, null);

    HandleSettings with(CodecRegistry other) {
        return new HandleSettings(
                present("codecRegistry", other), readPreference, writeConcern, readConcern, timeoutMillis);
    }

    HandleSettings with(ReadPreference other) {
        return new HandleSettings(
                codecRegistry, present("readPreference", other), writeConcern, readConcern, timeoutMillis);
    }

    HandleSettings with(WriteConcern other) {
        return new HandleSettings(
                codecRegistry, readPreference, present("writeConcern", other), readConcern, timeoutMillis);
    }

    HandleSettings with(ReadConcern other) {
        return new HandleSettings(
                codecRegistry, readPreference, writeConcern, present("readConcern", other), timeoutMillis);
    }

    HandleSettings with(long timeout, TimeUnit unit) {
        long millis = present("timeUnit", unit).toMillis(timeout);
        if (timeout < 0 || (timeout > 0 && millis == 0)) {
            throw new IllegalArgumentException(
                    "state should be: timeout is 0 or at least 1 ms, but it is " + timeout + " " + unit);
        }
        return new HandleSettings(codecRegistry, readPreference, writeConcern, readConcern, millis);
    }

    /** As the driver's own check, because null means something else here. */
    static <T> T present(String name, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " can not be null");
        }
        return value;
    }
}
