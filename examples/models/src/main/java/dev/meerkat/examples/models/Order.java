package dev.meerkat.examples.models;

import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.model.annotation.Min;
import dev.meerkat.model.annotation.Required;
import dev.meerkat.model.annotation.Timestamped;
import java.time.Instant;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** What a user bought. */
@Timestamped
record Order(
        @Nullable ObjectId id,
        @Required @Indexed ObjectId user,
        @Required String item,
        @Min(1) int pieces,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt) {
    /** An order as it comes in: id and times are the model's to fill in. */
    static Order of(ObjectId user, String item, int pieces) {
        return new Order(null, user, item, pieces, null, null);
    }
}
