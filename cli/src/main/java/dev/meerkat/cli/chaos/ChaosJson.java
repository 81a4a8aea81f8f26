package dev.meerkat.cli.chaos;

import dev.meerkat.cli.io.Json;
import dev.meerkat.cli.load.ReportJson;
import dev.meerkat.event.ConnectionEvent;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** The report of a run as a JSON object. */
final class ChaosJson {
    private ChaosJson() {}

    static Document of(ChaosReport report) {
        Document faults = new Document();
        report.faults().forEach((kind, count) -> faults.append(kind.name(), count));
        Document json = new Document("seed", report.seed())
                .append("server", report.server())
                .append("duration", report.duration().toString())
                .append("rounds", report.rounds().size())
                .append("faults", faults);
        ReportJson.figures(json, report.totals().writes());
        json.append("found", report.totals().found())
                .append("lost", report.totals().lost())
                .append("duplicated", report.totals().duplicated())
                .append("longestGap", report.totals().longestGap().toString());
        Document reads = new Document();
        ReportJson.figures(reads, report.totals().reads());
        return json.append("reads", reads)
                .append("events", report.events())
                .append("outages", report.outages())
                .append("threads", pair(threads(report.first()), threads(report.last())))
                .append("sockets", pair(sockets(report.first()), sockets(report.last())))
                .append("report", Json.report(report.drain()))
                .append("broken", report.broken())
                .append("schedule", report.story())
                .append(
                        "timeline",
                        report.broken().isEmpty()
                                ? null
                                : report.timeline().stream()
                                        .map(ChaosJson::event)
                                        .toList());
    }

    private static Document pair(int first, int last) {
        return new Document("first", first).append("last", last);
    }

    private static int threads(@Nullable Census census) {
        return census == null ? 0 : census.threads().size();
    }

    private static int sockets(@Nullable Census census) {
        return census == null ? 0 : census.sockets();
    }

    private static Document event(ConnectionEvent event) {
        return new Document("sequence", event.sequence())
                .append("time", Json.time(event.time()))
                .append("event", event.name())
                .append("from", event.from().name())
                .append("to", event.to().name());
    }
}
