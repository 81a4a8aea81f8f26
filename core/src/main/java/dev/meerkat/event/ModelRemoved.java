package dev.meerkat.event;

/** A model was removed from the connection; its documents stay. Extra. Source: contract I1. */
public record ModelRemoved(Facts facts, String model) implements ConnectionEvent {}
