package dev.meerkat.benchmarks.paired;

import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.OneOf;
import dev.meerkat.model.annotation.Required;
import dev.meerkat.model.annotation.Timestamped;
import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** The same document with a typical schema: required, min, enum, timestamps. The two times make it larger as well. */
@Timestamped
public record RuledRow(
        @BsonId ObjectId id,
        @Required @OneOf({"Ada", "Grace"}) String name,
        @Required String email,
        @Min(0) int age,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    /** A new one, with its id. */
    static RuledRow made() {
        return new RuledRow(new ObjectId(), "Ada", "ada@example.org", 36, null, null);
    }
}
