package dev.meerkat.lab.internal.front;

import java.time.Duration;
import java.util.Set;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen to some commands instead of, or besides, what they ask for.
 *
 * @param commands their names in lower case
 * @param skip how many are let through first
 * @param times how many it happens to, {@link Integer#MAX_VALUE} for all
 * @param appName whose commands alone it happens to, or null for everybody's
 * @param delay how long they are held before anything else happens
 * @param error what they are answered instead of being done, or null
 * @param writeConcernError what is added to their answer once they are done, or null
 * @param closes whether the connection ends before they are done
 * @param cuts whether the connection is reset in the middle of their answer, once they are done
 */
public record Fault(
        Set<String> commands,
        int skip,
        int times,
        @Nullable String appName,
        Duration delay,
        @Nullable BsonDocument error,
        @Nullable BsonDocument writeConcernError,
        boolean closes,
        boolean cuts) {

    boolean concerns(String command, @Nullable String application) {
        return commands.contains(command) && (appName == null || appName.equals(application));
    }
}
