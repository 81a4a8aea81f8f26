package dev.meerkat.benchmarks.peers;

import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** {@link User} without the driver's annotation: {@code id} is the id by its name. */
public record NamedUser(@Nullable ObjectId id, String name, String email, int age) {
    static NamedUser of(@Nullable ObjectId id) {
        User user = User.of(id);
        return new NamedUser(id, user.name(), user.email(), user.age());
    }
}
