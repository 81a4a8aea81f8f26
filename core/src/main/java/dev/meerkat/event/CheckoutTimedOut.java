package dev.meerkat.event;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.stats.CutWork;
import java.util.List;

/** A caller waited for a pooled connection in vain; {@code holders} is who held the connections to that server then, oldest first. Extra. Source: contract H4. */
public record CheckoutTimedOut(Facts facts, Diagnosis diagnosis, List<CutWork> holders) implements FailureEvent {}
