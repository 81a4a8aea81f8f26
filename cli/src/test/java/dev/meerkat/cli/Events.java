package dev.meerkat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** The JSON lines of {@code watch}, and what all of them have. */
final class Events {
    /** Extra events, which may stand anywhere. Source: contract §3. */
    private static final Set<String> EXTRA = Set.of("PoolCleared", "ConnectAttemptFailed", "Drained", "PrimaryChanged");

    private Events() {}

    /** The events, without the last line, after a check of every line's form. */
    static List<Document> of(Heard out) {
        List<Document> lines = out.objects();
        List<Document> events = lines.subList(0, lines.size() - 1);
        assertThat(lines.get(lines.size() - 1).keySet()).containsExactly("report");
        for (int index = 0; index < events.size(); index++) {
            Document event = events.get(index);
            assertThat(event.keySet())
                    .startsWith("sequence", "time", "connection", "event", "from", "to", "readyState")
                    .isSubsetOf(
                            "sequence",
                            "time",
                            "connection",
                            "event",
                            "from",
                            "to",
                            "readyState",
                            "reason",
                            "attempt",
                            "delay",
                            "downtime",
                            "report",
                            "diagnosis");
            assertThat(event.get("sequence")).as("sequence without a gap").isEqualTo(index + 1);
            assertThat(event.get("readyState")).isInstanceOf(Integer.class);
            time(event);
        }
        return events;
    }

    /** The names of the events that may not stand anywhere, in their order. */
    static List<String> sequence(List<Document> events) {
        return events.stream()
                .map(event -> event.getString("event"))
                .filter(name -> !EXTRA.contains(name))
                .toList();
    }

    /** The first event of that name. */
    static Document first(List<Document> events, String name) {
        return events.stream()
                .filter(event -> event.getString("event").equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + events));
    }

    /** When it was. */
    static Instant time(Document event) {
        return Instant.parse(event.getString("time"));
    }

    /** From the first event of one name to the first of another, by their own times. */
    static Duration between(List<Document> events, String from, String to) {
        return Duration.between(time(first(events, from)), time(first(events, to)));
    }

    /** The diagnosis, after a check of its form. */
    static Document diagnosis(Document event) {
        Document diagnosis = event.get("diagnosis", Document.class);
        assertThat(diagnosis.keySet()).containsExactly("code", "message", "fix", "fatal");
        assertThat(diagnosis.getString("code")).startsWith("MK-");
        assertThat(diagnosis.getString("message")).isNotBlank();
        assertThat(diagnosis.getString("fix")).isNotBlank();
        assertThat(diagnosis.get("fatal")).isInstanceOf(Boolean.class);
        return diagnosis;
    }
}
