package dev.meerkat.diagnosis;

import org.jspecify.annotations.Nullable;

/** One family of explanations: a diagnosis, or nothing when the failure is none of its own. */
@FunctionalInterface
interface Rule {
    @Nullable
    Diagnosis explain(CauseChain failure);
}
