package dev.meerkat.cli.io;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.stats.CutWork;
import dev.meerkat.stats.DrainReport;
import dev.meerkat.stats.Leak;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import org.bson.Document;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/**
 * The JSON of the commands: one object for each line, written by the driver's own writer.
 *
 * <p>Times are ISO-8601 instants with milliseconds, durations ISO-8601 durations such as {@code PT0.512S}.
 */
public final class Json {
    private static final JsonWriterSettings SETTINGS =
            JsonWriterSettings.builder().outputMode(JsonMode.RELAXED).build();

    /** Always with milliseconds, which {@link Instant#toString()} leaves out when they are zero. */
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter().withZone(ZoneOffset.UTC);

    private Json() {}

    /** The object as one line. */
    public static String line(Document object) {
        return object.toJson(SETTINGS);
    }

    /** The instant as text. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    /** The diagnosis: {@code code}, {@code message}, {@code fix}, {@code fatal}. */
    public static Document diagnosis(Diagnosis diagnosis) {
        return new Document("code", diagnosis.code())
                .append("message", diagnosis.message())
                .append("fix", diagnosis.fix())
                .append("fatal", diagnosis.fatal());
    }

    /** The report of a drain, with the names of its accessors. */
    public static Document report(DrainReport report) {
        return new Document("finished", report.finished())
                .append("refusedWaiters", report.refusedWaiters())
                .append("cut", report.cut().stream().map(Json::cut).toList())
                .append("cutWithoutDetail", report.cutWithoutDetail())
                .append("waited", report.waited().toString())
                .append("forced", report.forced())
                .append("lingering", report.lingering());
    }

    /** What leaks at one place of the code, with the names of its accessors. */
    public static Document leak(Leak leak) {
        return new Document("kind", leak.kind().name())
                .append("operation", leak.operation())
                .append("namespace", leak.namespace())
                .append("age", leak.age().toString())
                .append("thread", leak.thread())
                .append("count", leak.count())
                .append("collected", leak.collected())
                .append("stack", leak.stack().stream().map(String::valueOf).toList());
    }

    private static Document cut(CutWork work) {
        return new Document("operation", work.operation())
                .append("namespace", work.namespace())
                .append("age", work.age().toString())
                .append("thread", work.thread());
    }
}
