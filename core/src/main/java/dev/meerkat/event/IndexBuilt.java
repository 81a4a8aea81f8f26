package dev.meerkat.event;

import java.time.Duration;

/**
 * An index of a model was built. Extra. Source: contract I5.
 *
 * @param facts what every event carries
 * @param model the model's name
 * @param namespace database and collection
 * @param index the index's name on the server
 * @param took how long the server took
 */
public record IndexBuilt(Facts facts, String model, String namespace, String index, Duration took)
        implements ConnectionEvent {}
