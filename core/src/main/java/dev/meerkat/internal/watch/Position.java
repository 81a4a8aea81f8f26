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
    private volatile boolean forgotten;

    Position(WatchOptions options) {
        this.options = options;
    }

    /** The last token: passed, or given by the options. */
    Optional<BsonDocument> token() {
        BsonDocument passed = token;
        return passed != null || forgotten
                ? Optional.ofNullable(passed)
                : options.resumeAfter().or(options::startAfter);
    }

    /** The time at which it begins where there is no token: as the options say, or that of its first open. */
    Optional<BsonTimestamp> began() {
        Optional<BsonTimestamp> opened = Optional.ofNullable(firstOpened);
        return forgotten ? opened : options.startAtOperationTime().or(() -> opened);
    }

    /** Sets on {@code iterable} where to begin. */
    void apply(ChangeStreamIterable<?> iterable) {
        BsonDocument passed = token;
        if (passed != null) {
            iterable.resumeAfter(passed);
        } else if (token().isPresent()) {
            options.resumeAfter().ifPresent(iterable::resumeAfter);
            options.startAfter().ifPresent(iterable::startAfter);
        } else {
            began().ifPresent(iterable::startAtOperationTime);
        }
    }

    /** Everything so far means nothing any more: the stream begins with the present. */
    void restart() {
        forgotten = true;
        token = null;
        firstOpened = null;
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
