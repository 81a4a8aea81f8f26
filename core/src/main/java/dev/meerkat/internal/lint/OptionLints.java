package dev.meerkat.internal.lint;

import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.options.Preset;
import dev.meerkat.options.RetryPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The rules that options alone decide. Pure: the same options give the same findings. Source: contract D3. */
public final class OptionLints {
    /** What the driver ignores beside {@code operationTimeout}. */
    private static final Set<String> OUTDONE = Set.of("socketTimeout", "waitQueueTimeout");

    /** Sockets that nobody needs to give a reason for. */
    private static final int FEW = 2;

    private final ConnectionOptions options;
    private final List<Lint> found = new ArrayList<>();

    private OptionLints(ConnectionOptions options) {
        this.options = options;
    }

    /** What the linter has against these options. */
    public static List<Lint> of(ConnectionOptions options) {
        OptionLints lints = new OptionLints(options);
        lints.bounds();
        lints.inVain();
        if (production(options)) {
            lints.production();
        }
        lints.pool();
        return lints.found.stream()
                .filter(lint -> !options.lintIgnore().contains(lint.rule()))
                .toList();
    }

    /** Whether somebody said that this is production: by the preset, in code or by configuration. Nothing else is guessed. */
    static boolean production(ConnectionOptions options) {
        return options.preset().filter(Preset.PRODUCTION::equals).isPresent();
    }

    /** What {@code customize} sets is not known here, and a bound is a usual reason for it. */
    private void bounds() {
        boolean unset =
                options.operationTimeout().isEmpty() && options.socketTimeout().isZero();
        if (unset && options.customize().isEmpty()) {
            add(LintRule.UNBOUNDED, "neither operationTimeout nor socketTimeout is set");
        }
    }

    private void inVain() {
        for (String warning : options.warnings()) {
            boolean outdone = options.operationTimeout().isPresent()
                    && OUTDONE.stream().anyMatch(name -> warning.startsWith(name + ":"));
            add(outdone ? LintRule.TIMEOUTS_IN_VAIN : LintRule.OPTION_IN_VAIN, warning);
        }
    }

    private void production() {
        if (options.autoIndex()) {
            add(LintRule.AUTO_INDEX, "autoIndex is on with the preset production");
        }
        if (options.retry().equals(RetryPolicy.none())) {
            add(LintRule.NO_RETRY, "retry is none with the preset production");
        }
    }

    private void pool() {
        int least = options.minPoolSize();
        int most = options.maxPoolSize();
        if (most > 0 && least > FEW && least > most / 2) {
            add(LintRule.MIN_POOL, "minPoolSize is " + least + " of at most " + most + " sockets");
        }
    }

    private void add(LintRule rule, String message) {
        found.add(new Lint(rule, message));
    }
}
