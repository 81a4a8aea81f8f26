package dev.meerkat.contract;

final class DriverVersionExternalIT extends DriverVersionContract {}
