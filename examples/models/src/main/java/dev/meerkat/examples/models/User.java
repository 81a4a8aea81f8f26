package dev.meerkat.examples.models;

import dev.meerkat.model.annotation.Indexed;
import dev.meerkat.model.annotation.Matches;
import dev.meerkat.model.annotation.Required;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** A customer of the shop. */
record User(
        @Nullable ObjectId id,
        @Required String name,

        @Required @Matches("^[^@]+@[^@]+$") @Indexed(unique = true)
        String email) {}
