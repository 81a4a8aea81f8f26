package dev.meerkat.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * For how long something on this machine has been waiting for a processor since a moment: what a test's limit on real time must allow for,
 * so that it holds on a busy machine and still tells prompt from waiting.
 *
 * <p>Read from Linux's pressure stall information ({@code /proc/pressure/cpu}, "some"), which counts for the whole machine; where the kernel
 * has none it is always zero. Thread safety: immutable.
 */
public final class ProcessorPressure {
    private static final Path SOURCE = Path.of("/proc/pressure/cpu");
    private static final Pattern SOME = Pattern.compile("^some .* total=(\\d+)", Pattern.MULTILINE);

    /** However busy the machine is, a limit grows to no more than so many times itself. */
    private static final int MOST = 5;

    private final long start;

    private ProcessorPressure(long start) {
        this.start = start;
    }

    /** Counts from now on. */
    public static ProcessorPressure sinceNow() {
        return new ProcessorPressure(micros());
    }

    /** How long something has waited since then; zero where the kernel does not tell. */
    public Duration waited() {
        return Duration.ofNanos(Math.max(0, micros() - start) * 1_000);
    }

    /** {@code limit} and what was waited since then, at most five times {@code limit}: on an idle machine {@code limit} itself. */
    public Duration allowing(Duration limit) {
        Duration most = limit.multipliedBy(MOST);
        Duration grown = limit.plus(waited());
        return grown.compareTo(most) < 0 ? grown : most;
    }

    private static long micros() {
        try {
            Matcher some = SOME.matcher(Files.readString(SOURCE));
            return some.find() ? Long.parseLong(some.group(1)) : 0;
        } catch (IOException | SecurityException untold) {
            return 0;
        }
    }
}
