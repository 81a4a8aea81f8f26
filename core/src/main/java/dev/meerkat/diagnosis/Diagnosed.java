package dev.meerkat.diagnosis;

/** A failure that knows its own explanation. Thread safety: implementations are immutable. Source: contract D1. */
public interface Diagnosed {
    /** The explanation. */
    Diagnosis diagnosis();
}
