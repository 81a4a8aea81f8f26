package dev.meerkat.internal.model;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.bson.BsonDateTime;
import org.jspecify.annotations.Nullable;

/** Dates in ISO-8601 text: an instant, one with an offset, a local date and time or a date (both UTC), a time of day. */
final class DateText {
    private static final List<Function<String, Instant>> FORMS = List.of(
            Instant::parse,
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC),
            text -> LocalTime.parse(text).atDate(LocalDate.EPOCH).toInstant(ZoneOffset.UTC));

    private DateText() {}

    static @Nullable BsonDateTime parse(String text) {
        for (Function<String, Instant> form : FORMS) {
            try {
                return new BsonDateTime(form.apply(text).toEpochMilli());
            } catch (DateTimeException | ArithmeticException another) {
                continue;
            }
        }
        return null;
    }
}
