package dev.meerkat.internal.lifecycle;

import dev.meerkat.ConnectionState;
import dev.meerkat.ConnectionStatus;
import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.health.Health;
import dev.meerkat.health.HealthCode;
import dev.meerkat.health.HealthPolicy;
import dev.meerkat.health.HealthReason;
import dev.meerkat.health.HealthStatus;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges how well a connection is from its status, options and pools. Thread safety: safe; takes no lock. Source: contract H1. */
final class HealthReader {
    private final StatusReader status;
    private final Lifecycle lifecycle;
    private final TimeSource time;

    HealthReader(StatusReader status, Lifecycle lifecycle, TimeSource time) {
        this.status = status;
        this.lifecycle = lifecycle;
        this.time = time;
    }

    /** Judges; without {@code options}, which nobody could read yet, by the defaults. */
    Health read(@Nullable ConnectionOptions options, boolean started) {
        ConnectionStatus now = status.read();
        HealthPolicy policy = options == null ? HealthPolicy.defaults() : options.health();
        List<HealthReason> reasons = new ArrayList<>();
        if (now.state() == ConnectionState.CONNECTED && options != null) {
            MemberHealth.judge(now, options, reasons);
            pools(now, options, reasons);
        } else if (now.state() != ConnectionState.CONNECTED) {
            reasons.add(state(now));
        }
        reasons.sort(Comparator.comparing((HealthReason reason) -> reason.code().status())
                .reversed()
                .thenComparing(HealthReason::code));
        HealthStatus worst =
                reasons.isEmpty() ? HealthStatus.UP : reasons.get(0).code().status();
        boolean required = options == null || options.required();
        return new Health(now.connection(), worst, required, ready(now, policy), started, reasons);
    }

    private boolean ready(ConnectionStatus now, HealthPolicy policy) {
        return now.state() == ConnectionState.CONNECTED
                || now.state() == ConnectionState.INTERRUPTED && age(now).compareTo(policy.readinessGrace()) < 0;
    }

    private Duration age(ConnectionStatus now) {
        Duration age = Duration.between(now.since(), time.now());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Why a connection that is not connected is not. */
    private HealthReason state(ConnectionStatus now) {
        Optional<Diagnosis> known = now.diagnosis();
        return switch (now.state()) {
            case NEW -> reason(now, HealthCode.NOT_OPENED, "nobody has opened the connection", Optional.empty());
            case CONNECTING ->
                reason(
                        now,
                        HealthCode.CONNECTING,
                        "the first connect runs, attempt " + now.attempt() + because(known),
                        known);
            case INTERRUPTED -> reason(now, HealthCode.OUTAGE, outage(now) + because(known), known);
            case FAILED -> reason(now, HealthCode.FAILED, "the first connect gave up" + because(known), known);
            case DRAINING ->
                reason(
                        now,
                        HealthCode.DRAINING,
                        "the connection is closing, " + now.inFlight() + " in flight",
                        Optional.empty());
            default -> reason(now, HealthCode.CLOSED, "the application closed the connection", Optional.empty());
        };
    }

    private static String outage(ConnectionStatus now) {
        return now.readable() ? "there is no primary; reads that a secondary may serve pass" : "the connection is lost";
    }

    private static String because(Optional<Diagnosis> known) {
        return known.map(diagnosis -> ": " + diagnosis.message()).orElse("");
    }

    private HealthReason reason(ConnectionStatus now, HealthCode code, String text, Optional<Diagnosis> diagnosis) {
        Optional<String> host = diagnosis.flatMap(Diagnosis::host);
        return new HealthReason(code, text, host, Optional.of(age(now)), diagnosis);
    }

    private void pools(ConnectionStatus now, ConnectionOptions options, List<HealthReason> reasons) {
        Map<String, Long> saturated = lifecycle.saturatedPools();
        now.pools().forEach(pool -> {
            Long since = saturated.get(pool.host());
            if (since != null) {
                reasons.add(new HealthReason(
                        HealthCode.POOL_SATURATED,
                        "the pool of " + pool.maxSize() + " is at its limit; now " + pool.inUse() + " in use, "
                                + pool.waiting() + " callers waiting",
                        Optional.of(pool.host()),
                        Optional.of(Duration.ofNanos(Math.max(0, time.nanos() - since))),
                        Optional.empty()));
            }
            Duration limit = longestWait(options);
            Duration wait = pool.timings().waited().p99();
            if (wait.toNanos() > options.health().highWait() * limit.toNanos()) {
                reasons.add(new HealthReason(
                        HealthCode.HIGH_WAIT,
                        "p99 of the wait for a pooled connection was " + wait.toMillis() + " ms in the last minute, of "
                                + limit.toMillis() + " ms allowed",
                        Optional.of(pool.host()),
                        Optional.empty(),
                        Optional.empty()));
            }
        });
    }

    /** What bounds a wait for a pooled connection; an operation's own time limit is in the other's place. Source: contract §4. */
    private static Duration longestWait(ConnectionOptions options) {
        return options.operationTimeout().orElse(options.waitQueueTimeout());
    }
}
