package dev.meerkat.options;

import com.mongodb.ReadConcern;
import com.mongodb.ReadConcernLevel;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The kinds of values that options have. */
final class Kinds {
    private static final Set<String> NOTHING = Set.of("none", "off");

    private Kinds() {}

    static Kind<Integer> whole(int from, String example) {
        String form = "a whole number from " + from + " to " + Integer.MAX_VALUE;
        return new Kind<>(
                form, example, text -> Integer.valueOf(text.strip()), String::valueOf, value -> value >= from);
    }

    /** A duration that is never zero. */
    static Kind<Duration> duration(Duration from, String example) {
        String form = "whole milliseconds from " + Durations.show(from) + " to 24 days, written like 500ms, 5s or 2m";
        return new Kind<>(
                form,
                example,
                Durations::read,
                Durations::show,
                value -> Durations.wholeMillis(value) && value.compareTo(from) >= 0);
    }

    /** A duration for which zero means none. */
    static Kind<Duration> durationOrNone(String example) {
        String form = "none or 0s, or whole milliseconds up to 24 days, written like 500ms, 5s or 2m";
        return new Kind<>(
                form,
                example,
                text -> NOTHING.contains(text.strip()) ? Duration.ZERO : Durations.read(text),
                value -> value.isZero() ? "none" : Durations.show(value),
                Durations::wholeMillis);
    }

    static Kind<Boolean> yesOrNo(boolean example) {
        return new Kind<>("true or false", String.valueOf(example), Kinds::readBoolean, String::valueOf, value -> true);
    }

    private static Boolean readBoolean(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    static <E extends Enum<E>> Kind<E> oneOf(Class<E> type, E example) {
        String form = Arrays.stream(type.getEnumConstants()).map(Option::lower).collect(Collectors.joining(", "));
        return new Kind<>(
                "one of " + form,
                Option.lower(example),
                text -> Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT)),
                Option::lower,
                value -> true);
    }

    static Kind<RetryPolicy> retry() {
        return new Kind<>(
                "none, fixed(delay) or exponential(first,cap), with delays of at least 1 ms and cap not below first",
                "exponential(500ms,30s)",
                RetryText::read,
                RetryPolicy::toString,
                RetryPolicy::possible);
    }

    /** Text that is not blank, or otherwise as {@code rule} says. */
    static Kind<String> text(String form, String example, Predicate<String> rule) {
        return new Kind<>(form, example, text -> text, text -> text, text -> !text.isBlank() && rule.test(text));
    }

    static Kind<ReadPreference> readPreference() {
        return new Kind<>(
                "one of primary, primaryPreferred, secondary, secondaryPreferred, nearest",
                "secondaryPreferred",
                text -> ReadPreference.valueOf(text.strip().toLowerCase(Locale.ROOT)),
                Kinds::show,
                value -> true);
    }

    private static String show(ReadPreference value) {
        var document = value.toDocument();
        return document.size() == 1 ? value.getName() : value.getName() + " " + document.toJson();
    }

    static Kind<ReadConcern> readConcern() {
        return new Kind<>(
                "one of local, majority, linearizable, snapshot, available, server",
                "majority",
                Kinds::readReadConcern,
                value -> value.getLevel() == null ? "server" : value.getLevel().getValue(),
                value -> true);
    }

    private static ReadConcern readReadConcern(String text) {
        String level = text.strip().toLowerCase(Locale.ROOT);
        return level.equals("server") ? ReadConcern.DEFAULT : new ReadConcern(ReadConcernLevel.fromString(level));
    }

    static Kind<WriteConcern> writeConcern() {
        return new Kind<>(
                "server, majority, a number of members from 0, or the name of a write concern of the set",
                "majority",
                Kinds::readWriteConcern,
                Kinds::show,
                value -> true);
    }

    private static WriteConcern readWriteConcern(String text) {
        String w = text.strip();
        if (!w.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("no name");
        }
        if (w.equals("server")) {
            return WriteConcern.ACKNOWLEDGED;
        }
        return w.matches("-?[0-9]+") ? new WriteConcern(Integer.parseInt(w)) : new WriteConcern(w);
    }

    private static String show(WriteConcern value) {
        if (value.isServerDefault()) {
            return "server";
        }
        var document = value.asDocument();
        boolean plain = document.size() == 1 && value.getWObject() != null;
        return plain ? String.valueOf(value.getWObject()) : document.toJson();
    }

    /** What can only be set in code. */
    static <T> Kind<T> object(String form, Function<T, String> writer) {
        return new Kind<>(
                form,
                "",
                text -> {
                    throw new IllegalArgumentException("only in code");
                },
                writer,
                value -> true);
    }
}
