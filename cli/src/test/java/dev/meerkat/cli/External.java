package dev.meerkat.cli;

import dev.meerkat.lab.ExternalServer;
import dev.meerkat.lab.ExternalServerBuilder;
import dev.meerkat.lab.ServerBinary;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The server that is a process of its own; without one its tests are skipped, or fail where it is required. */
final class External {
    private External() {}

    /** Describes one that loses nothing acknowledged when it is killed. */
    static ExternalServerBuilder builder() {
        if (!ExternalServer.available()) {
            if (ServerBinary.required()) {
                Assertions.fail(ServerBinary.absence());
            }
            Assumptions.abort(ServerBinary.absence());
        }
        return ExternalServer.builder().syncOnCommit();
    }
}
