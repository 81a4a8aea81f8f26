package dev.meerkat.lab.internal.net;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a proxy does to traffic at the moment.
 *
 * @param requestsHeld nothing from clients is read or written, nor a connection made for them
 * @param repliesHeld nothing from the server is read or written
 * @param delay how long the next piece of a reply is held back; asked on the loop's thread only
 * @param pace how many bytes of a reply go through in a second; 0 for all that come
 * @param halved the next piece of a reply is cut in the middle, and its connection reset
 */
public record Weather(boolean requestsHeld, boolean repliesHeld, Supplier<Duration> delay, int pace, boolean halved) {
    /** Nothing happens. */
    public static final Weather FAIR = new Weather(false, false, () -> Duration.ZERO, 0, false);

    /** Nothing passes in the directions named. */
    public static Weather held(boolean requests, boolean replies) {
        return new Weather(requests, replies, FAIR.delay, 0, false);
    }

    /** Replies take longer. */
    public static Weather late(Supplier<Duration> delay) {
        return new Weather(false, false, delay, 0, false);
    }

    /** Replies trickle. */
    public static Weather paced(int bytesPerSecond) {
        return new Weather(false, false, FAIR.delay, bytesPerSecond, false);
    }

    /** The next reply is cut in the middle. */
    public static Weather halving() {
        return new Weather(false, false, FAIR.delay, 0, true);
    }
}
