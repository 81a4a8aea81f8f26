package dev.meerkat.benchmarks.peers;

import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.Required;
import dev.meerkat.model.annotation.Timestamped;
import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A document with the rules that most have. */
@Timestamped
public record Member(
        @BsonId @Nullable ObjectId id,
        @Required String name,
        @Required String email,
        @Min(18) int age,
        @Required Role role,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    /** As an application makes one that leaves id and times to the model. */
    static Member bare() {
        return of(null, null);
    }

    /** As an application makes one that does all by itself. */
    static Member whole(@Nullable ObjectId id) {
        return of(id, Instant.now());
    }

    private static Member of(@Nullable ObjectId id, @Nullable Instant now) {
        return new Member(id, "Ada Lovelace", "ada@example.org", 36, Role.AUTHOR, now, now);
    }
}
