package dev.meerkat.internal.registry;

import dev.meerkat.ConnectionState;
import dev.meerkat.diagnosis.Lint;
import dev.meerkat.diagnosis.LintRule;
import dev.meerkat.internal.lifecycle.GuardedConnection;
import dev.meerkat.internal.lifecycle.Reach;
import dev.meerkat.options.Preset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Warns once of connections that reach one deployment as the same user, with what that costs in sockets. What they reach is known after they
 * connected, whatever their URIs look like. Thread safety: safe. Source: contract M3, D3.
 */
final class SharedDeployments {
    private final Supplier<List<GuardedConnection>> all;
    private final Predicate<GuardedConnection> workers;

    /** The groups that were warned of, by names. Guarded by itself; nothing is called under it. */
    private final Set<Set<String>> told = new HashSet<>();

    SharedDeployments(Supplier<List<GuardedConnection>> all, Predicate<GuardedConnection> workers) {
        this.all = all;
        this.workers = workers;
    }

    private record Sharer(GuardedConnection connection, Reach reach) {
        String name() {
            return connection.name();
        }
    }

    /** Looks whom a connection that has just connected, or moved, shares its deployment with. A worker has a connection of its own on purpose. */
    void connected(GuardedConnection newcomer) {
        Optional<Reach> own = newcomer.reach();
        if (own.isEmpty() || worker(newcomer)) {
            return;
        }
        List<Sharer> sharers = new ArrayList<>();
        for (GuardedConnection each : all.get()) {
            boolean counts = each.state() == ConnectionState.CONNECTED && !worker(each);
            Optional<Reach> reach = counts ? each.reach() : Optional.empty();
            reach.filter(other -> own.get().sameDeployment(other) && own.get().sameUser(other))
                    .ifPresent(found -> sharers.add(new Sharer(each, found)));
        }
        if (sharers.size() > 1) {
            tell(newcomer, own.get(), sharers);
        }
    }

    /** By the registry's word, or by the preset that a worker of another making has. */
    private boolean worker(GuardedConnection connection) {
        return workers.test(connection)
                || connection.options().preset().filter(Preset.WORKER::equals).isPresent();
    }

    private boolean news(List<Sharer> sharers) {
        Set<String> names = sharers.stream().map(Sharer::name).collect(Collectors.toSet());
        synchronized (told) {
            return told.stream().noneMatch(group -> group.containsAll(names)) && told.add(names);
        }
    }

    /** A connection of that name is new again; the others of its groups are told of each other still. */
    void forget(String name) {
        synchronized (told) {
            List<Set<String>> groups =
                    told.stream().filter(group -> group.contains(name)).toList();
            groups.forEach(told::remove);
            groups.stream()
                    .map(group ->
                            group.stream().filter(each -> !each.equals(name)).collect(Collectors.toSet()))
                    .forEach(told::add);
        }
    }

    /** Each of them knows it, whenever it was opened; the newcomer says it in the log, once of each group. */
    private void tell(GuardedConnection newcomer, Reach reach, List<Sharer> sharers) {
        String names = sharers.stream().map(Sharer::name).collect(Collectors.joining(", "));
        String hosts = reach.hosts().stream().sorted().collect(Collectors.joining(","));
        Lint lint = new Lint(
                LintRule.TWO_CLIENTS,
                "connections " + names + " reach one deployment with the same credentials hosts=" + hosts + " sockets="
                        + arithmetic(sharers));
        sharers.forEach(each -> each.connection().lints().keep(lint));
        if (news(sharers)) {
            newcomer.lints().see(lint);
        }
    }

    /** For example {@code (100 + 2) + (10 + 2) = 114 per server}: pool and monitors of each. */
    private static String arithmetic(List<Sharer> sharers) {
        boolean bounded = sharers.stream().allMatch(each -> each.reach().pool() > 0);
        String sum = bounded
                ? String.valueOf(sharers.stream()
                        .mapToInt(each -> each.reach().sockets())
                        .sum())
                : "no limit";
        return sharers.stream()
                        .map(each -> "("
                                + (each.reach().pool() == 0 ? "∞" : each.reach().pool()) + " + "
                                + each.reach().monitors() + ")")
                        .collect(Collectors.joining(" + "))
                + " = " + sum + " per server";
    }
}
