package dev.meerkat.event;

/** A model was made on the connection. Extra. Source: contract I1. */
public record ModelRegistered(Facts facts, String model, String collection) implements ConnectionEvent {}
