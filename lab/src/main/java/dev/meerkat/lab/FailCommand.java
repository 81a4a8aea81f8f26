package dev.meerkat.lab;

import dev.meerkat.lab.internal.front.Errors;
import dev.meerkat.lab.internal.front.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedReplicaSet} or one of its members does to some commands: MongoDB's fail point {@code
 * failCommand}, for every backend, and a little more. Once unless told otherwise; for every client unless given {@link
 * #appName}. Without a further word it does nothing. Immutable: each method returns another one.
 */
public final class FailCommand {
    private final Fault fault;

    private FailCommand(Fault fault) {
        this.fault = fault;
    }

    /** Concerns commands of these names, such as {@code insert}, {@code find}, {@code commitTransaction}, {@code hello}. */
    public static FailCommand on(String... commands) {
        return new FailCommand(new Fault(
                Stream.of(commands).map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()),
                0,
                1,
                null,
                Duration.ZERO,
                null,
                null,
                false,
                false));
    }

    /** Happens to so many commands, at least 1. Default: 1. */
    public FailCommand times(int count) {
        return with(fault.skip(), count, fault.appName(), fault.delay());
    }

    /** Happens until it is ended. */
    public FailCommand always() {
        return times(Integer.MAX_VALUE);
    }

    /** Lets so many commands through first. Default: none. */
    public FailCommand skip(int count) {
        return with(count, fault.times(), fault.appName(), fault.delay());
    }

    /** Concerns only clients of this application name. */
    public FailCommand appName(String name) {
        return with(fault.skip(), fault.times(), name, fault.delay());
    }

    /** Holds the command for so long before anything else happens. It is done then, even if its client has left meanwhile. */
    public FailCommand delay(Duration length) {
        return with(fault.skip(), fault.times(), fault.appName(), length);
    }

    /** Answers with this error instead of doing it; labels such as {@code RetryableWriteError}. */
    public FailCommand error(int code, String... labels) {
        BsonDocument error = Errors.of(code, "Scripted", "scripted error " + code, List.of(labels));
        return ending(error, fault.writeConcernError(), false, false);
    }

    /** Does it, and adds this write concern error to the answer. */
    public FailCommand writeConcernError(int code) {
        BsonDocument error = new BsonDocument("code", new BsonInt32(code))
                .append("errmsg", new BsonString("scripted write concern error " + code));
        return ending(fault.error(), error, false, false);
    }

    /** Ends the connection instead of doing it. */
    public FailCommand closeConnection() {
        return ending(null, null, true, false);
    }

    /** Does it, sends half of the answer and resets the connection: done, and nobody knows. */
    public FailCommand cutReply() {
        return ending(null, fault.writeConcernError(), false, true);
    }

    private FailCommand with(int skip, int times, @Nullable String appName, Duration delay) {
        return new FailCommand(new Fault(
                fault.commands(),
                skip,
                times,
                appName,
                delay,
                fault.error(),
                fault.writeConcernError(),
                fault.closes(),
                fault.cuts()));
    }

    private FailCommand ending(
            @Nullable BsonDocument error, @Nullable BsonDocument writeConcernError, boolean closes, boolean cuts) {
        return new FailCommand(new Fault(
                fault.commands(),
                fault.skip(),
                fault.times(),
                fault.appName(),
                fault.delay(),
                error,
                writeConcernError,
                closes,
                cuts));
    }

    Fault fault() {
        return fault;
    }

    @Override
    public String toString() {
        return fault.toString();
    }
}
