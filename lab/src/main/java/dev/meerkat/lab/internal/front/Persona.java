package dev.meerkat.lab.internal.front;

import dev.meerkat.lab.internal.wire.Packet;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Whom a listener plays before its backend. Asked on the loop's thread only, at each command anew. */
public interface Persona {
    /** Whether it hears anything; a dead process does nothing any more. */
    boolean alive();

    /** What it says of itself in a greeting: the backend's own, with its fields replaced. Changes and returns the given document. */
    BsonDocument introduce(BsonDocument greeting);

    /** Its version; a change of it answers the greetings that wait for one. */
    TopologyVersion version();

    /** The error with which it refuses a command, or null when the backend shall have it. */
    @Nullable
    BsonDocument refusal(Packet command);

    /** What it answers itself in the backend's place, or null. */
    @Nullable
    BsonDocument ownAnswer(BsonDocument command);
}
