package dev.meerkat.benchmarks.peers;

import org.bson.codecs.pojo.annotations.BsonId;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A document without rules. */
public record User(@BsonId @Nullable ObjectId id, String name, String email, int age) {
    static User of(@Nullable ObjectId id) {
        return new User(id, "Ada Lovelace", "ada@example.org", 36);
    }
}
