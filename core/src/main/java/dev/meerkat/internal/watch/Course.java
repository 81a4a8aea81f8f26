package dev.meerkat.internal.watch;

import dev.meerkat.diagnosis.Diagnosis;
import dev.meerkat.watch.StreamEnd;
import java.time.Duration;

/** What the parts of a change stream ask and tell the stream itself. */
interface Course {
    /** Whether the stream has not ended. */
    boolean going();

    /** The server's cursor is open. */
    void opened();

    /** Waits for {@code delay}; false as soon as the stream has ended or the connection is not there any more. */
    boolean pause(Duration delay);

    /** Ends the stream for good. */
    void end(StreamEnd.Reason reason, Diagnosis diagnosis);
}
