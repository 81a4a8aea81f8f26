package dev.meerkat.internal.doctor;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoConfigurationException;
import com.mongodb.ServerAddress;
import com.mongodb.spi.dns.DnsException;
import com.mongodb.spi.dns.DnsWithResponseCodeException;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.ServerText;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.driver.DriverSettings;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** SRV and TXT records; and, since the driver asks for TXT when it makes its settings, these. */
final class RecordsCheck {
    /** JNDI alone would take 15 s to give a silent name server up. */
    private static final Duration LIMIT = Duration.ofSeconds(4);

    private RecordsCheck() {}

    /**
     * What the step found.
     *
     * @param settings the driver's, null where the step is broken
     * @param hosts the servers to go on with
     */
    record Result(StepReport report, @Nullable MongoClientSettings settings, List<ServerAddress> hosts) {}

    /** The driver's settings and the raw records. */
    private record Looked(MongoClientSettings settings, List<String> records, List<String> text) {}

    static Result look(ConnectionOptions options, TimeSource time, Inquiries inquiries) {
        Entry entry = new Entry(Step.RECORDS, time);
        String host = options.uri().hosts().get(0);
        Inquiries.Answer<Looked> answer = inquiries.ask(host, any -> lookUp(options, host), LIMIT);
        Throwable failure = answer.failure();
        Looked looked = answer.value();
        if (looked == null) {
            Diagnosis cause = failure == null ? silent(host) : explained(failure, host);
            return new Result(entry.broken("of " + host, cause), null, List.of());
        }
        MongoClientSettings settings = looked.settings();
        if (!options.uri().srv()) {
            List<ServerAddress> hosts = settings.getClusterSettings().getHosts();
            return new Result(Entry.skipped(Step.RECORDS, "not asked for: no mongodb+srv://"), settings, hosts);
        }
        entry.figure("srv", looked.records()).figure("txt", looked.text());
        SrvRecords records = SrvRecords.of(looked.records());
        Diagnosis against = against(records, host);
        if (against != null) {
            return new Result(entry.broken("of " + host, against), null, List.of());
        }
        records.hosts().forEach(each -> entry.host(each, "named by DNS", Map.of()));
        String text = looked.text().isEmpty() ? "no TXT" : "TXT " + String.join(" ", looked.text());
        return new Result(entry.passed(records.hosts().size() + " in SRV, " + text), settings, records.hosts());
    }

    private static Looked lookUp(ConnectionOptions options, String host) throws DnsException {
        MongoClientSettings settings = DriverSettings.finish(DriverSettings.from(options, new Random(0)), options);
        return options.uri().srv()
                ? new Looked(settings, ask(settings, "_mongodb._tcp." + host, "SRV"), text(settings, host))
                : new Looked(settings, List.of(), List.of());
    }

    private static List<String> ask(MongoClientSettings settings, String name, String type) throws DnsException {
        return NameServer.of(settings).getResourceRecordData(name, type);
    }

    /** That there is none is no failure, as for the driver, which has asked before. */
    private static List<String> text(MongoClientSettings settings, String host) throws DnsException {
        try {
            return ask(settings, host, "TXT");
        } catch (DnsWithResponseCodeException none) {
            return List.of();
        }
    }

    private static @Nullable Diagnosis against(SrvRecords records, String host) {
        if (records.hosts().isEmpty()) {
            return Diagnosis.of(Problem.SRV_MISSING, "DNS knows " + host + " and has no SRV record for it", host, null);
        }
        return records.stranger(host)
                .map(stranger -> Diagnosis.of(
                        Problem.SRV_INVALID,
                        "The SRV records of " + host + " name " + ServerText.host(stranger)
                                + ", which is outside its domain",
                        host,
                        null))
                .orElse(null);
    }

    private static Diagnosis silent(String host) {
        return Diagnosis.of(
                Problem.SRV_DNS_DOWN,
                "The name server did not answer the question for " + host + " within " + LIMIT.toSeconds() + " s",
                host,
                null);
    }

    /** The look-up's own failures get the words that the driver puts around them, by which they are known. */
    private static Diagnosis explained(Throwable failure, String host) {
        if (!(failure instanceof DnsException)) {
            return Diagnosis.ofConnecting(failure, host);
        }
        Diagnosis told = Diagnosis.ofConnecting(
                new MongoConfigurationException("Failed looking up SRV record for '" + host + "'", failure), host);
        return told.problem() == Problem.SRV_MISSING
                ? Diagnosis.of(Problem.SRV_MISSING, "DNS has no SRV record named _mongodb._tcp." + host, host, failure)
                : told;
    }
}
