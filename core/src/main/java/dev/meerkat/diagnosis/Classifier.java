package dev.meerkat.diagnosis;

/** From throwables to diagnoses. */
final class Classifier {
    private Classifier() {}

    static Diagnosis classify(Throwable failure) {
        return Diagnosis.of(Problem.UNKNOWN, String.valueOf(failure.getMessage()), null, failure);
    }
}
