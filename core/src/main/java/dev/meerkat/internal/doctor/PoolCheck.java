package dev.meerkat.internal.doctor;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.diagnosis.Problem;
import dev.meerkat.diagnosis.Step;
import dev.meerkat.diagnosis.StepReport;
import dev.meerkat.internal.driver.ServerLimit;
import dev.meerkat.internal.lifecycle.Reach;
import dev.meerkat.internal.lint.OptionLints;
import dev.meerkat.internal.time.TimeSource;
import dev.meerkat.options.ConnectionOptions;
import java.util.Optional;
import java.util.function.Function;

/** The pool's arithmetic, what the linter says of the options, and what the server takes. */
final class PoolCheck {
    private final ConnectionOptions options;
    private final int instances;
    private final Reach reach;
    private final TimeSource time;

    PoolCheck(ConnectionOptions options, Reach reach, TimeSource time) {
        this.options = options;
        this.instances = options.instances();
        this.reach = reach;
        this.time = time;
    }

    StepReport pool() {
        Entry entry = new Entry(Step.POOL, time);
        entry.figure("maxPoolSize", reach.pool())
                .figure("minPoolSize", options.minPoolSize())
                .figure("monitors", reach.monitors())
                .figure("instances", instances)
                .figure("servers", reach.hosts().size());
        if (reach.pool() > 0) {
            entry.figure("socketsPerServer", all());
        }
        OptionLints.of(options).forEach(lint -> entry.lint(lint.rule(), lint.message()));
        return entry.passed(arithmetic());
    }

    /** The most sockets that all instances together open to one server. */
    private long all() {
        return (long) reach.sockets() * instances;
    }

    private String arithmetic() {
        if (reach.pool() == 0) {
            return "no limit on sockets per server";
        }
        String one = reach.pool() + " + " + reach.monitors() + (reach.monitors() == 1 ? " monitor" : " monitors");
        return instances == 1
                ? one + " = " + all() + " sockets per server"
                : "(" + one + ") × " + instances + " instances = " + all() + " sockets per server";
    }

    StepReport limit(Attempt attempt) {
        Entry entry = new Entry(Step.LIMIT, time);
        Inquiries.Answer<Optional<ServerLimit>> told = attempt.limit();
        Throwable untold = told.failure();
        if (untold != null) {
            Diagnosis why = Diagnosis.of(untold);
            return Entry.skipped(
                    Step.LIMIT,
                    why.problem() == Problem.NOT_AUTHORIZED
                            ? "not told: the user has no right to serverStatus"
                            : "not told: " + why.code());
        }
        Optional<ServerLimit> limit = Optional.ofNullable(told.value()).flatMap(Function.identity());
        return limit.isPresent()
                ? compared(entry, limit.get())
                : Entry.skipped(Step.LIMIT, "the server tells no figures");
    }

    private StepReport compared(Entry entry, ServerLimit limit) {
        entry.figure("current", limit.current()).figure("available", limit.available());
        if (!limit.known()) {
            return entry.passed(limit.current() + " connections now; the server counts no limit");
        }
        if (limit.full()) {
            entry.lint(
                    LintRule.POOL_OVER_LIMIT,
                    "all " + limit.total() + " connections that the server takes are in use, whoever has them");
            return entry.passed(limit.current() + " connections now, no more possible");
        }
        boolean over = reach.pool() == 0 || all() > limit.total();
        String needed = reach.pool() == 0 ? "pools without limit" : all() + " sockets of all instances";
        if (over) {
            entry.lint(
                    LintRule.POOL_OVER_LIMIT,
                    needed + ", and the server takes " + limit.total() + " connections from everybody");
        }
        return entry.passed(limit.current() + " connections now, " + limit.available() + " more possible");
    }
}
