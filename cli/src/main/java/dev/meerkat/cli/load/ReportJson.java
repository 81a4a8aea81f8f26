package dev.meerkat.cli.load;

import dev.meerkat.cli.io.Json;
import java.util.Map;
import org.bson.Document;

/** The report of a run as a JSON object. Figures of the count are null when nothing could be counted. */
public final class ReportJson {
    private ReportJson() {}

    static Document of(LoadReport report) {
        Document json = new Document("collection", report.collection())
                .append("duration", report.duration().toString());
        figures(json, report.writes());
        json.append("found", report.count().map(LoadReport.Count::found).orElse(null))
                .append("lost", report.count().map(LoadReport.Count::lost).orElse(null))
                .append(
                        "duplicated",
                        report.count().map(LoadReport.Count::duplicated).orElse(null))
                .append("longestGap", report.longestGap().toString());
        Document reads = new Document();
        figures(reads, report.reads());
        return json.append("reads", reads.append("stale", report.staleReads()))
                .append("report", Json.report(report.drain()));
    }

    /** Adds how operations of one kind ended. */
    public static void figures(Document json, Tally.Figures figures) {
        json.append("attempted", figures.attempted())
                .append("acknowledged", figures.acknowledged())
                .append("refused", figures.refused())
                .append("failed", figures.failed())
                .append("refusedByCode", byCode(figures.refusedByCode()))
                .append("failedByCode", byCode(figures.failedByCode()));
    }

    private static Document byCode(Map<String, Long> counts) {
        Document json = new Document();
        counts.forEach(json::append);
        return json;
    }
}
