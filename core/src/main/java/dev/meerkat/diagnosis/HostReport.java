package dev.meerkat.diagnosis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a step of the doctor found at one host. Immutable. Source: contract D2.
 *
 * @param host host:port
 * @param told the result in a few words
 * @param figures the same for programs: text, numbers, or lists of text, by name
 * @param finding what is wrong with it, if anything
 */
public record HostReport(String host, String told, Map<String, Object> figures, Optional<Finding> finding) {
    /** Copies the figures. */
    public HostReport {
        figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
}
