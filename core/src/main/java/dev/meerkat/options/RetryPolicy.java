package dev.meerkat.options;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait between the attempts of the first connect, and how many attempts there are.
 *
 * <p>Default: {@code exponential(500ms,30s)} without limit. Immutable. Source: contract §4.
 */
public final class RetryPolicy {
    /** How far an exponential delay may stray from its middle, as a part of it. */
    private static final double JITTER = 0.2;

    private static final RetryPolicy NONE = new RetryPolicy(Duration.ZERO, Duration.ZERO, 1);

    private final Duration first;
    private final Duration cap;
    private final int maxAttempts;

    private RetryPolicy(Duration first, Duration cap, int maxAttempts) {
        this.first = first;
        this.cap = cap;
        this.maxAttempts = maxAttempts;
    }

    /** One attempt. */
    public static RetryPolicy none() {
        return NONE;
    }

    /** The same delay each time, without jitter; judged when the options are built: at least 1 ms. */
    public static RetryPolicy fixed(Duration delay) {
        return new RetryPolicy(delay, delay, Integer.MAX_VALUE);
    }

    /**
     * Delays that double from {@code first} to {@code cap}, each with ±20 % jitter; judged when the options are built: {@code first} at
     * least 1 ms, {@code cap} greater.
     */
    public static RetryPolicy exponential(Duration first, Duration cap) {
        return new RetryPolicy(first, cap, Integer.MAX_VALUE);
    }

    /** This policy with at most so many attempts in all, the first included; judged when the options are built: at least 1. */
    public RetryPolicy maxAttempts(int attempts) {
        return new RetryPolicy(first, cap, attempts);
    }

    /** The greatest number of attempts; {@link Integer#MAX_VALUE} without limit. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * The wait after so many failed attempts, counted from 1; empty when there is no further attempt.
     *
     * @param random where jitter comes from; a fixed policy does not ask it
     */
    public Optional<Duration> delayAfter(int failedAttempts, RandomGenerator random) {
        if (failedAttempts >= maxAttempts || first.isZero()) {
            return Optional.empty();
        }
        return Optional.of(first.equals(cap) ? first : jittered(doubled(failedAttempts - 1), random));
    }

    private Duration doubled(int times) {
        Duration delay = first;
        for (int i = 0; i < times && delay.compareTo(cap) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(cap) < 0 ? delay : cap;
    }

    private static Duration jittered(Duration delay, RandomGenerator random) {
        double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
        return Duration.ofMillis(Math.round(delay.toMillis() * factor));
    }

    /** Whether the delays and the number of attempts are in their ranges. */
    boolean possible() {
        if (equals(NONE)) {
            return true;
        }
        return maxAttempts >= 1 && whole(first) && whole(cap) && cap.compareTo(first) >= 0;
    }

    private static boolean whole(Duration delay) {
        return Durations.wholeMillis(delay) && !delay.isZero();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RetryPolicy that
                && first.equals(that.first)
                && cap.equals(that.cap)
                && maxAttempts == that.maxAttempts;
    }

    @Override
    public int hashCode() {
        return Objects.hash(first, cap, maxAttempts);
    }

    /** The text form, for example {@code exponential(500ms,30s)} or {@code fixed(5s,maxAttempts=3)}. */
    @Override
    public String toString() {
        if (equals(NONE)) {
            return "none";
        }
        String delays = first.equals(cap)
                ? "fixed(" + Durations.show(first)
                : "exponential(" + Durations.show(first) + "," + Durations.show(cap);
        return delays + (maxAttempts == Integer.MAX_VALUE ? "" : ",maxAttempts=" + maxAttempts) + ")";
    }
}
