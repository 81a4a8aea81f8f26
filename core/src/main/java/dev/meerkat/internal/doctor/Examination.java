package dev.meerkat.internal.doctor;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.UnixServerAddress;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.lifecycle.Reach;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.ConnectionUri;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All steps in order, up to the first that is broken. Confined to one thread; used once. Source: contract D2. */
public final class Examination {
    private final ConnectionOptions options;
    private final Consumer<StepReport> listener;
    private final TimeSource time;
    private final Patience patience;
    private final Inquiries inquiries;
    private final long began;
    private final List<StepReport> reports = new ArrayList<>();

    /** Prepares it; {@code listener} is told each step as soon as it is over. */
    public Examination(ConnectionOptions options, Consumer<StepReport> listener, TimeSource time) {
        this.options = options;
        this.listener = listener;
        this.time = time;
        this.patience = new Patience(time);
        this.inquiries = new Inquiries(time, patience);
        this.began = time.nanos();
    }

    /** Looks at everything; throws for nothing that is found. */
    public Checkup run() {
        uri();
        RecordsCheck.Result records = RecordsCheck.look(options, time, inquiries);
        MongoClientSettings settings = records.settings();
        if (tell(records.report()) && settings != null) {
            network(settings, records.hosts());
        }
        Set<Step> reached = EnumSet.noneOf(Step.class);
        reports.forEach(report -> reached.add(report.step()));
        EnumSet.complementOf(EnumSet.copyOf(reached)).forEach(step -> tell(StepReport.unreached(step)));
        return new Checkup(options.uri().toString(), Duration.ofNanos(time.nanos() - began), reports);
    }

    /** Keeps and tells a report; whether to go on. */
    private boolean tell(StepReport found) {
        StepReport report = found.without(options.lintIgnore());
        reports.add(report);
        listener.accept(report);
        return report.outcome() != StepOutcome.BROKEN;
    }

    private void uri() {
        Entry entry = new Entry(Step.URI, time);
        ConnectionUri uri = options.uri();
        int hosts = uri.hosts().size();
        entry.figure("hosts", uri.hosts()).figure("database", options.database());
        tell(entry.passed(hosts + (hosts == 1 ? " host" : " hosts") + (uri.srv() ? " to look up" : "") + ", database "
                + options.database()));
    }

    private void network(MongoClientSettings settings, List<ServerAddress> hosts) {
        boolean direct = !settings.getSocketSettings().getProxySettings().isProxyEnabled()
                && hosts.stream().noneMatch(UnixServerAddress.class::isInstance);
        if (!direct) {
            for (Step step : List.of(Step.NAMES, Step.SOCKET, Step.TLS)) {
                tell(Entry.skipped(step, "through a proxy or a Unix socket"));
            }
            deployment(Duration.ZERO, false, steps -> true);
            return;
        }
        NamesCheck.Result names = NamesCheck.look(settings, hosts, time, inquiries);
        if (!tell(names.report())) {
            return;
        }
        SocketCheck.Result sockets = SocketCheck.look(names.addresses(), time, inquiries);
        if (tell(sockets.report())) {
            tls(settings, sockets);
        }
    }

    private void tls(MongoClientSettings settings, SocketCheck.Result sockets) {
        TlsCheck.Result tls = TlsCheck.look(settings, sockets, TlsCheck.QUICK, time, inquiries);
        if (tls.clear()) {
            if (tell(tls.report())) {
                deployment(sockets.slowest(), sockets.detour(), steps -> true);
            }
            return;
        }
        deployment(sockets.slowest(), sockets.detour(), steps -> {
            StepReport last = steps.get(steps.size() - 1);
            return tell(
                    last.outcome() == StepOutcome.BROKEN
                            ? explained(tls.report(), last)
                            : TlsCheck.look(settings, sockets, TlsCheck.PATIENT, time, inquiries)
                                    .report());
        });
    }

    /** @param before says whether to go on, once the attempt's steps are known */
    private void deployment(Duration slowest, boolean detour, Predicate<List<StepReport>> before) {
        try (Attempt attempt = Attempt.prepare(options, slowest, detour, patience, time)) {
            List<StepReport> steps = DeploymentCheck.look(attempt, options, time);
            if (!before.test(steps)) {
                return;
            }
            steps.forEach(this::tell);
            boolean broken = steps.get(steps.size() - 1).outcome() == StepOutcome.BROKEN;
            if (!broken && tell(RoundTripCheck.look(attempt, options.database(), time))) {
                Reach reach = attempt.connection().reach().orElseThrow();
                PoolCheck pool = new PoolCheck(options, reach, time);
                tell(pool.pool());
                tell(pool.limit(attempt));
            }
        }
    }

    /** The TLS step with the cause that the attempt found. */
    private static StepReport explained(StepReport tls, StepReport broken) {
        return new StepReport(
                tls.step(),
                StepOutcome.BROKEN,
                tls.took().plus(broken.took()),
                tls.told(),
                tls.figures(),
                List.of(),
                broken.findings().subList(0, 1));
    }
}
