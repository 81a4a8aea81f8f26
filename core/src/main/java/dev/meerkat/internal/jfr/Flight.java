package dev.meerkat.internal.jfr;

import jdk.jfr.FlightRecorder;

/** Whether anybody records. Until a recorder was started once, nothing of it is loaded. Source: contract E6. */
public final class Flight {
    /** A run-time image may have been made without the recorder. */
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Flight() {}

    /** Whether a recorder has been started in this JVM; one volatile read. */
    public static boolean possible() {
        return PRESENT && FlightRecorder.isInitialized();
    }
}
