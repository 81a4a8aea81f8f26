package dev.meerkat.stats;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is suspected to leak at one place of the code: held longer than {@code leakThreshold}, or lost without being closed. Immutable. Source:
 * contract H4, §4 ({@code leakThreshold}).
 *
 * @param kind what it is
 * @param operation the driver's method that began it
 * @param namespace the database and collection, {@code admin} for a session and what was begun on it
 * @param age how long it has been held; in a list the oldest one's, or the last lost one's where none is held
 * @param thread the thread that began it
 * @param count how many of the same kind, operation, namespace and stack are held too long now
 * @param collected how many of them were lost so far: collected by the garbage collector before anybody closed them, and given back by Meerkat
 * @param stack where it was begun: the application's frames, innermost first, at most 32
 */
public record Leak(
        LeakKind kind,
        String operation,
        String namespace,
        Duration age,
        String thread,
        int count,
        long collected,
        List<StackTraceElement> stack) {
    private static final int SHOWN = 5;

    /** Copies the list. */
    public Leak {
        stack = List.copyOf(stack);
    }

    /** The innermost frame of the application; empty where the virtual machine tells none. */
    public Optional<StackTraceElement> place() {
        return stack.stream().findFirst();
    }

    /** One line: what, on what, for how long, by whom, how many, and the innermost frames. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " of " + operation + " on " + namespace
                + ", age "
                + age + ", thread " + thread + ", held " + count + ", collected " + collected + ", from "
                + stack.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(" < "));
    }
}
