package dev.meerkat.internal.lifecycle;

import dev.meerkat.internal.driver.Deployment;
import dev.meerkat.internal.driver.DriverClient;
import dev.meerkat.internal.gate.Generation;
import org.jspecify.annotations.Nullable;

/**
 * Marks the generations that lead to the same deployment alike, over reopens, rotations and replaced driver clients, so that sessions and
 * change streams know whether what they remember means anything there.
 *
 * <p>Thread safety: safe; its monitor guards what the last generation led to, and nothing but memory is touched under it. Source: contract R1.
 */
final class Lineage {
    private @Nullable Deployment last;
    private Object mark = new Object();

    /** What {@code next} would add, looked up now; {@code before} is the client it replaces, if there is one. */
    Step to(DriverClient next, @Nullable DriverClient before) {
        Deployment from = before == null || unmarked(before.generation())
                ? null
                : Deployment.of(before.facts().cluster());
        Deployment to = Deployment.of(next.facts().cluster());
        return new Step(next.generation(), to, from != null && from.known() ? from : null);
    }

    private static boolean unmarked(Generation generation) {
        return generation.deployment() == generation;
    }

    /** What the last generation is marked by. */
    synchronized Object mark() {
        return mark;
    }

    /**
     * One more generation, not marked yet.
     *
     * @param generation the generation
     * @param to where it leads
     * @param from where the one before led last, null if there is none, it was never proven, or nothing is known of it
     */
    record Step(
            Generation generation, Deployment to, @Nullable Deployment from) {}

    /** Marks a generation that is proven and takes no work yet; from memory. Always true, to be asked in a move. */
    synchronized boolean extend(Step step) {
        Deployment before = step.from() == null ? last : step.from();
        if (before != null && !before.same(step.to())) {
            mark = new Object();
        }
        last = step.to();
        step.generation().deployment(mark);
        return true;
    }
}
