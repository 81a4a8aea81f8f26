package dev.meerkat.cli.chaos;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Faults that happen together, and after which everything is healed. Immutable.
 *
 * @param number its number, from 0, which is the calm one: it has no faults
 * @param faults its faults
 */
record Round(int number, List<PlannedFault> faults) {
    Round {
        faults = List.copyOf(faults);
    }

    /** The kinds of its faults, for the eye. */
    String kinds() {
        return faults.isEmpty()
                ? "calm"
                : faults.stream().map(fault -> fault.kind().name()).collect(Collectors.joining(", "));
    }
}
