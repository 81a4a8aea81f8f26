package dev.meerkat.internal.lint;

import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.options.ConnectionOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the linter has against one connection; each is told in the log once. Thread safety: safe. Source: contract D3. */
public final class Lints {
    private static final Logger LOG = LoggerFactory.getLogger("dev.meerkat.lint");

    private final String connection;
    private final Supplier<ConnectionOptions> options;

    /** What was seen since the last open, the last of each rule. Guarded by this object, as is the next; nothing is called under it. */
    private final Map<LintRule, Lint> seen = new EnumMap<>(LintRule.class);

    private final Set<Object> told = new HashSet<>();
    private volatile boolean unwatched = true;

    /** For a connection whose present options {@code options} gives. */
    public Lints(String connection, Supplier<ConnectionOptions> options) {
        this.connection = connection;
        this.options = options;
    }

    /** Somebody looks at the connection: a listener, a meter, a health check, a dashboard. */
    public void watched() {
        if (unwatched) {
            unwatched = false;
        }
    }

    /** Whether nobody ever has. */
    public boolean unwatched() {
        return unwatched;
    }

    /** A new open: what was seen before counts no more, and is not told again. */
    public synchronized void begin() {
        seen.clear();
    }

    /** Tells what is new about the options in force. */
    public void tellOptions() {
        ConnectionOptions present = options.get();
        OptionLints.of(present).forEach(this::tell);
        present.explain().stream()
                .filter(each -> each.note().orElse("").startsWith("forced off"))
                .map(each -> each.name() + ": " + each.note().orElseThrow())
                .filter(note -> !present.warnings().contains(note) && news(note))
                .forEach(note -> LOG.info("[{}] hint {}", connection, note));
    }

    /** Keeps what was seen, and tells it if it is new. */
    public void see(Lint lint) {
        keep(lint);
        tell(lint);
    }

    /** Keeps what another connection tells. */
    public synchronized void keep(Lint lint) {
        seen.put(lint.rule(), lint);
    }

    private void tell(Lint lint) {
        if (options.get().lintIgnore().contains(lint.rule()) || !news(lint)) {
            return;
        }
        if (lint.rule().hint()) {
            LOG.info("[{}] hint {}", connection, lint);
        } else {
            LOG.warn("[{}] practice {}", connection, lint);
        }
    }

    private synchronized boolean news(Object thing) {
        return told.add(thing);
    }

    /** All of it, of the options first. */
    public List<Lint> all() {
        ConnectionOptions present = options.get();
        List<Lint> all = new ArrayList<>(OptionLints.of(present));
        synchronized (this) {
            seen.values().stream()
                    .filter(lint -> !present.lintIgnore().contains(lint.rule()))
                    .forEach(all::add);
        }
        return List.copyOf(all);
    }
}
