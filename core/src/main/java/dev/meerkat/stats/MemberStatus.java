package dev.meerkat.stats;

import java.time.Duration;
import java.util.Optional;

/**
 * A member of the deployment as the driver's monitor last saw it. Immutable.
 *
 * @param host the member as host:port
 * @param role the driver's server type in words, for example {@code REPLICA_SET_PRIMARY}, {@code STANDALONE}, {@code UNKNOWN}
 * @param roundTripTime the driver's average, empty while unknown
 * @param heartbeatAge time since the last word of the member's monitor, empty before the first
 */
public record MemberStatus(
        String host, String role, Optional<Duration> roundTripTime, Optional<Duration> heartbeatAge) {}
