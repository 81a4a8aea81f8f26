package dev.meerkat.lab.internal.process;

import dev.meerkat.lab.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Signals Java has no call for. */
enum Signal {
    /** Stops the process where it stands. */
    STOP,
    /** Lets it go on. */
    CONT;

    void send(long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (Exits.await(kill) != 0) {
                throw new LabException(
                        "LAB_SIGNAL: SIG" + name() + " was refused (pid=" + pid + ", said=" + said.strip()
                                + "). Fix: the process must be running and yours.",
                        null);
            }
        } catch (IOException absent) {
            throw new LabException(
                    "LAB_SIGNAL: no kill command (pid=" + pid + "). Fix: freezing needs Linux or macOS.", absent);
        }
    }
}
