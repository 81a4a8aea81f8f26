package dev.meerkat.health;

/** Why a connection is not simply up. Names are stable. Source: contract H1. */
public enum HealthCode {
    /** Nobody has opened it yet. */
    NOT_OPENED(HealthStatus.DOWN),
    /** The first connect runs. */
    CONNECTING(HealthStatus.DOWN),
    /** The first connect gave up. */
    FAILED(HealthStatus.DOWN),
    /** It was connected; recovery is automatic. */
    OUTAGE(HealthStatus.DOWN),
    /** The application closed it. */
    CLOSED(HealthStatus.DOWN),
    /** It is closing. */
    DRAINING(HealthStatus.DRAINING),
    /** A known member cannot be reached; the others serve. */
    MEMBER_LOST(HealthStatus.DEGRADED),
    /** A member's monitor has heard nothing for longer than {@link HealthPolicy#staleHeartbeat()} allows. */
    STALE_HEARTBEAT(HealthStatus.DEGRADED),
    /** A pool is saturated, see {@link HealthPolicy#saturatedAfter()}. */
    POOL_SATURATED(HealthStatus.DEGRADED),
    /** Callers wait longer for a pooled connection than {@link HealthPolicy#highWait()} allows. */
    HIGH_WAIT(HealthStatus.DEGRADED);

    private final HealthStatus status;

    HealthCode(HealthStatus status) {
        this.status = status;
    }

    /** How well a connection is at best with this reason. */
    public HealthStatus status() {
        return status;
    }
}
