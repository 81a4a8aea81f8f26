package dev.meerkat.stats;

import java.util.Set;

/**
 * How a rotation went: what changed, and what became of the work on the client it replaced. Immutable. Source: contract R1.
 *
 * @param changed names of the options whose values differ; empty when only what they refer to is new, such as a renewed certificate
 * @param sameDeployment whether the new client leads to the deployment that the old one led to: the same set name and a member in
 *     common; where the old one was never proven, to that of the client proven last, if there was one
 * @param drain how the old client drained: what finished, what was cut when {@code closeGrace} ended
 */
public record RotationReport(Set<String> changed, boolean sameDeployment, DrainReport drain) {
    /** Copies the set. */
    public RotationReport {
        changed = Set.copyOf(changed);
    }
}
