package dev.meerkat.examples.api;

import dev.meerkat.model.annotation.Length;
import dev.meerkat.model.annotation.Required;
import org.jspecify.annotations.Nullable;

/** Where an order goes. */
record Address(
        @Required @Length(min = 1, max = 100) @Nullable String name,
        @Required @Length(min = 1, max = 100) @Nullable String city) {}
