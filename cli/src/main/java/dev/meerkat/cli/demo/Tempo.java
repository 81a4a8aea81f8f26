package dev.meerkat.cli.demo;

import java.time.Duration;

/**
 * How long the demo lingers.
 *
 * @param divisor what every pause is divided by
 */
record Tempo(int divisor) {
    /** Slow enough to read along. */
    static final Tempo READING = new Tempo(1);

    /** The same story without time to read it. */
    static final Tempo FAST = new Tempo(8);

    /** In whole milliseconds, as options want them. */
    Duration of(Duration pause) {
        return Duration.ofMillis(pause.toMillis() / divisor);
    }
}
