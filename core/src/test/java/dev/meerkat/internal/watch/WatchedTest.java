package dev.meerkat.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meerkat.watch.StreamEnd;
import dev.meerkat.watch.WatchOptions;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** I7, C1: how long a change stream lets the server wait, and where one goes on. */
final class WatchedTest {
    private static Duration awaitTime(@Nullable Long limit, @Nullable Duration wanted) {
        Watched<BsonDocument> watched = new Watched<>("db", limit, session -> {
            throw new AssertionError("not to be opened");
        });
        return watched.awaitTime(Optional.ofNullable(wanted));
    }

    @Test
    void C1_a_question_is_answered_before_a_close_has_waited_half_a_second() {
        assertThat(awaitTime(null, null)).isLessThan(Duration.ofMillis(500));
        assertThat(awaitTime(0L, null)).isLessThan(Duration.ofMillis(500));
        assertThat(awaitTime(60_000L, null)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void I7_a_time_that_was_asked_for_counts_and_a_short_limit_leaves_time_for_the_answer() {
        assertThat(awaitTime(100L, null)).isEqualTo(Duration.ofMillis(50));
        assertThat(awaitTime(1L, null)).isEqualTo(Duration.ofMillis(1));
        assertThat(awaitTime(null, Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
        assertThat(awaitTime(100L, Duration.ofSeconds(3))).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void I7_a_stream_goes_on_after_anothers_last_token_or_at_its_first_open() {
        BsonDocument token = new BsonDocument("_data", new BsonInt32(1));
        BsonTimestamp time = new BsonTimestamp(7, 1);

        WatchOptions after = continuing(Optional.of(token), Optional.of(time));
        WatchOptions from = continuing(Optional.empty(), Optional.of(time));
        WatchOptions now = continuing(Optional.empty(), Optional.empty());

        assertThat(after.startAfter()).contains(token);
        assertThat(after.startAtOperationTime()).isEmpty();
        assertThat(from.startAfter()).isEmpty();
        assertThat(from.startAtOperationTime()).contains(time);
        assertThat(now.startAfter()).isEmpty();
        assertThat(now.startAtOperationTime()).isEmpty();
    }

    private static WatchOptions continuing(Optional<BsonDocument> token, Optional<BsonTimestamp> time) {
        StreamEnd end = new StreamEnd(StreamEnd.Reason.LISTENER_FAILED, Optional.empty(), token, time);
        return WatchOptions.builder().continueAfter(end).build();
    }
}
