package dev.meerkat.internal.leak;

import dev.meerkat.stats.LeakKind;
import java.util.List;

/** Where things of one sort were begun. Immutable. */
record Place(LeakKind kind, String operation, String namespace, List<StackTraceElement> stack) {}
