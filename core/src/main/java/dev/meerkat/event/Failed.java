package dev.meerkat.event;

import dev.meerkat.diagnosis.Diagnosis;

/** The first connect gave up; the caller gets the same diagnosis. Source: contract S3. */
public record Failed(Facts facts, Diagnosis diagnosis) implements FailureEvent {
    @Override
    public boolean extra() {
        return false;
    }
}
