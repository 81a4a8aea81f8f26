package dev.meerkat.cli.doctor;

import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Finding;
import dev.meerkat.diagnosis.HostReport;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.StepReport;
import java.time.Duration;
import java.util.List;
import org.bson.Document;

/** A checkup as a JSON object; times are milliseconds. */
final class CheckupJson {
    private CheckupJson() {}

    static Document of(Checkup checkup) {
        return new Document("uri", checkup.uri())
                .append("outcome", checkup.outcome().name())
                .append("tookMillis", millis(checkup.took()))
                .append("steps", checkup.steps().stream().map(CheckupJson::step).toList());
    }

    private static Document step(StepReport report) {
        Document json = new Document("step", report.step().name())
                .append("outcome", report.outcome().name())
                .append("tookMillis", millis(report.took()))
                .append("told", report.told());
        if (!report.figures().isEmpty()) {
            json.append("figures", new Document(report.figures()));
        }
        if (!report.hosts().isEmpty()) {
            json.append("hosts", report.hosts().stream().map(CheckupJson::host).toList());
        }
        List<Finding> own = report.own();
        if (!own.isEmpty()) {
            json.append("findings", own.stream().map(CheckupJson::finding).toList());
        }
        return json;
    }

    private static Document host(HostReport host) {
        Document json = new Document("host", host.host()).append("told", host.told());
        if (!host.figures().isEmpty()) {
            json.append("figures", new Document(host.figures()));
        }
        host.finding().ifPresent(finding -> json.append("findings", List.of(finding(finding))));
        return json;
    }

    private static Document finding(Finding finding) {
        Document json = new Document("code", finding.code()).append("message", finding.message());
        if (finding instanceof Lint lint) {
            json.append("reason", lint.reason());
        }
        return json.append("fix", finding.fix());
    }

    /** To the microsecond. */
    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1000.0) / 1000.0;
    }
}
