package dev.meerkat.internal.doctor;

import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.UnixServerAddress;
import dev.meerkat.diagnosis.Checkup;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.Finding;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepOutcome;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.lifecycle.Reach;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.ConnectionUri;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
        EnumSet.complementOf(EnumSet.copyOf(reached)).forEach(step -> tell(Entry.skipped(step, "not reached")));
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
            deployment(Duration.ZERO, null);
            return;
        }
        NamesCheck.Result names = NamesCheck.look(settings, hosts, time, inquiries);
        if (!tell(names.report())) {
            return;
        }
        SocketCheck.Result sockets = SocketCheck.look(names.addresses(), time, inquiries);
        if (tell(sockets.report())) {
            tls(settings, sockets.sockets(), sockets.slowest());
        }
    }

    private void tls(MongoClientSettings settings, Map<ServerAddress, InetSocketAddress> sockets, Duration slowest) {
        TlsCheck.Result tls = TlsCheck.look(settings, sockets, slowest, time, inquiries);
        if (!tls.clear()) {
            deployment(slowest, tls.report());
        } else if (tell(tls.report())) {
            deployment(slowest, null);
        }
    }

    /** @param unclear a failed TLS step that only the driver's attempt explains */
    private void deployment(Duration slowest, @Nullable StepReport unclear) {
        try (Attempt attempt = Attempt.prepare(options, slowest, patience, time)) {
            List<StepReport> steps = DeploymentCheck.look(attempt, options, time);
            StepReport last = steps.get(steps.size() - 1);
            boolean broken = last.outcome() == StepOutcome.BROKEN;
            if (unclear != null && !tell(explained(unclear, broken ? last : null))) {
                return;
            }
            steps.forEach(this::tell);
            if (!broken && tell(RoundTripCheck.look(attempt, options.database(), time))) {
                Reach reach = attempt.connection().reach().orElseThrow();
                PoolCheck pool = new PoolCheck(options, reach, time);
                tell(pool.pool());
                tell(pool.limit(attempt));
            }
        }
    }

    /** The TLS step with the cause that the attempt found; a finding only if that succeeded, on a network that was slow a moment ago. */
    private static StepReport explained(StepReport tls, @Nullable StepReport broken) {
        List<Finding> own = new ArrayList<>();
        if (broken != null && broken.findings().get(0) instanceof Diagnosis cause) {
            own.add(cause);
        }
        return new StepReport(
                tls.step(),
                broken != null ? StepOutcome.BROKEN : StepOutcome.FINDING,
                broken != null ? tls.took().plus(broken.took()) : tls.took(),
                tls.told(),
                tls.figures(),
                own.isEmpty() ? tls.hosts() : List.of(),
                own);
    }
}
