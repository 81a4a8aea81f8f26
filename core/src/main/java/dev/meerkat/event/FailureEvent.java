package dev.meerkat.event;

import dev.meerkat.diagnosis.Diagnosis;

/** A failure with its diagnosis: Mongoose's {@code error}. Source: contract §3. */
public sealed interface FailureEvent extends ConnectionEvent
        permits Failed, ConnectAttemptFailed, ReconfigureFailed, CheckoutTimedOut, IndexFailed {
    /** The explained cause. */
    Diagnosis diagnosis();
}
