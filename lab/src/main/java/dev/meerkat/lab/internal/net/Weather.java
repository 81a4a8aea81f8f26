package dev.meerkat.lab.internal.net;

import java.time.Duration;

/**
 * What a proxy does to traffic at the moment.
 *
 * @param frozen nothing is read or written, in either direction
 * @param latency how long each piece of a reply is held back
 * @param halved the next piece of a reply is cut in the middle, and its connection reset
 */
public record Weather(boolean frozen, Duration latency, boolean halved) {
    /** Nothing happens. */
    public static final Weather FAIR = new Weather(false, Duration.ZERO, false);
}
