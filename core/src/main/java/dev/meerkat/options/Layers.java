package dev.meerkat.options;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each source says about each option, strongest source first. Not thread-safe; never changed once options are built. */
final class Layers {
    private final Map<Origin, Map<Option<?>, Entry>> layers = new EnumMap<>(Origin.class);

    /** Names that mean nothing, and the like. */
    private final List<OptionProblem> problems = new ArrayList<>();

    /** An entry and where it is from. */
    record Found(Origin origin, Entry entry) {}

    Layers copy() {
        Layers copy = new Layers();
        layers.forEach((origin, entries) -> copy.layers.put(origin, new LinkedHashMap<>(entries)));
        copy.problems.addAll(problems);
        return copy;
    }

    void put(Origin origin, Option<?> option, Entry entry) {
        layer(origin).put(option, entry);
    }

    void putAll(Origin origin, Map<Option<?>, Entry> entries) {
        layer(origin).putAll(entries);
    }

    void putIfAbsent(Origin origin, Option<?> option, Entry entry) {
        layer(origin).putIfAbsent(option, entry);
    }

    void remove(Origin origin, Option<?> option) {
        layer(origin).remove(option);
    }

    void drop(Origin origin) {
        layers.remove(origin);
    }

    /** Takes over what {@code others} say of some options, where nothing is said here. */
    void adopt(Layers others, Collection<Option<?>> options) {
        for (Option<?> option : options) {
            Found found = find(option) == null ? others.find(option) : null;
            if (found != null) {
                put(found.origin(), option, found.entry());
            }
        }
    }

    void add(OptionProblem problem) {
        problems.add(problem);
    }

    void addAll(Collection<OptionProblem> more) {
        problems.addAll(more);
    }

    private Map<Option<?>, Entry> layer(Origin origin) {
        return layers.computeIfAbsent(origin, absent -> new LinkedHashMap<>());
    }

    /** The strongest entry with a value, null if there is none. */
    @Nullable
    Found find(Option<?> option) {
        for (Map.Entry<Origin, Map<Option<?>, Entry>> layer : layers.entrySet()) {
            Entry entry = layer.getValue().get(option);
            if (entry != null && entry.value() != null) {
                return new Found(layer.getKey(), entry);
            }
        }
        return null;
    }

    /** The strongest value, null if there is none. */
    <T> @Nullable T value(Option<T> option) {
        Found found = find(option);
        return found == null || found.entry().value() == null
                ? null
                : option.cast(found.entry().value());
    }

    List<OptionProblem> problems() {
        List<OptionProblem> all = new ArrayList<>(problems);
        layers.values().forEach(layer -> layer.values().forEach(entry -> all.addAll(entry.problems())));
        return all;
    }
}
