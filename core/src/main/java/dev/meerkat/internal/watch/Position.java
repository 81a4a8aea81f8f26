package dev.meerkat.internal.watch;

import com.mongodb.client.ChangeStreamIterable;
import dev.meerkat.watch.WatchOptions;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * Where a change stream goes on: after the last token; before there is one, where the options say; without that, at the operation time of
 * its first open. So what changed between that open and the first token is not lost either.
 *
 * <p>Thread safety: the stream's thread writes, anybody reads. Source: contract I7.
 */
final class Position {
    private final WatchOptions options;
    private volatile @Nullable BsonDocument token;
    private volatile @Nullable BsonTimestamp firstOpened;

    Position(WatchOptions options) {
        this.options = options;
    }

    /** The last token: passed, or given by the options. */
    Optional<BsonDocument> token() {
        return Optional.ofNullable(token).or(options::resumeAfter).or(options::startAfter);
    }

    /** The server's time at the first open. */
    Optional<BsonTimestamp> firstOpened() {
        return Optional.ofNullable(firstOpened);
    }

    /** Sets on {@code iterable} where to begin. */
    void apply(ChangeStreamIterable<?> iterable) {
        BsonDocument passed = token;
        if (passed != null) {
            iterable.resumeAfter(passed);
        } else if (options.startAtOperationTime().isPresent()) {
            iterable.startAtOperationTime(options.startAtOperationTime().get());
        } else if (token().isPresent()) {
            options.resumeAfter().ifPresent(iterable::resumeAfter);
            options.startAfter().ifPresent(iterable::startAfter);
        } else {
            firstOpened().ifPresent(iterable::startAtOperationTime);
        }
    }

    /** The stream is open; {@code operationTime} is the server's at its answer, null if it told none. */
    void opened(@Nullable BsonTimestamp operationTime) {
        if (firstOpened == null) {
            firstOpened = operationTime;
        }
    }

    /** Whether the event of this token was passed just now: a resume may bring it again. */
    boolean at(BsonDocument event) {
        return event.equals(token);
    }

    /** What follows this token comes next. */
    void pass(BsonDocument next) {
        token = next;
    }
}
