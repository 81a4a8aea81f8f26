package dev.meerkat.contract;

final class DriverVersionEmbeddedTest extends DriverVersionContract {}
