package dev.meerkat.benchmarks.paired;

import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.ObjectId;

/** A document without rules, as the driver's own record codec maps it. */
public record Row(@BsonId ObjectId id, String name, String email, int age) {
    /** A new one, with its id. */
    static Row made() {
        return new Row(new ObjectId(), "Ada", "ada@example.org", 36);
    }
}
