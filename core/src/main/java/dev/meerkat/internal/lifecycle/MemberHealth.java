package dev.meerkat.internal.lifecycle;

import dev.meerkat.ConnectionStatus;
import dev.meerkat.health.HealthCode;
import dev.meerkat.health.HealthReason;
import dev.meerkat.options.ConnectionOptions;
import dev.meerkat.stats.MemberStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a connected deployment's members say about its health. Source: contract H1, H4. */
final class MemberHealth {
    private static final String LOST = "UNKNOWN";

    /** Nobody monitors it: behind a load balancer the driver sends no heartbeats. */
    private static final String UNMONITORED = "LOAD_BALANCER";

    private MemberHealth() {}

    /** Adds a reason for each member that is lost or silent. */
    static void judge(ConnectionStatus status, ConnectionOptions options, List<HealthReason> reasons) {
        double limit =
                options.health().staleHeartbeat() * options.heartbeatFrequency().toNanos();
        for (MemberStatus member : status.members()) {
            Optional<Duration> age = member.heartbeatAge();
            if (member.role().equals(LOST)) {
                reasons.add(new HealthReason(
                        HealthCode.MEMBER_LOST,
                        "member " + member.host() + " cannot be reached; " + others(status) + " of "
                                + status.members().size() + " serve",
                        Optional.of(member.host()),
                        age,
                        Optional.empty()));
            } else if (!member.role().equals(UNMONITORED)
                    && age.isPresent()
                    && age.get().toNanos() > limit) {
                reasons.add(new HealthReason(
                        HealthCode.STALE_HEARTBEAT,
                        "member " + member.host() + " was last heard of "
                                + age.get().toMillis() + " ms ago",
                        Optional.of(member.host()),
                        age,
                        Optional.empty()));
            }
        }
    }

    private static long others(ConnectionStatus status) {
        return status.members().stream()
                .filter(member -> !member.role().equals(LOST))
                .count();
    }
}
